import Expressions
import StripeCatalog

/// The default columns of common objects.
package enum ObjectColumns {
  /// Returns the default columns of an object, the most important first and its id last; nil if the
  /// object has no list here.
  package static func of(_ object: ObjectType) -> [Column]? {
    table[object.name].map { $0.map { column($0, of: object) } }
  }

  /// The names of the objects that have a list here.
  package static var names: [String] { table.keys.sorted() }

  /// Returns the column for an item of the table.
  /// - Parameter text: a path, or `label=path` if the last name of the path is not clear enough.
  private static func column(_ text: Substring, of object: ObjectType) -> Column {
    let parts = text.split(separator: "=")
    let path = RowPath(parts[parts.count - 1].split(separator: ".").map(step))
    return Column(String(parts[0]), at: path, showing: object.displayKind(at: path) ?? .unknown)
  }

  private static func step(_ text: Substring) -> RowPath.Step {
    Int(text).map(RowPath.Step.index) ?? .key(String(text))
  }

  private static let table: [String: [Substring]] = lines(
    """
    account: email business_type country charges_enabled payouts_enabled created id
    application_fee: amount amount_refunded account charge created id
    balance_transaction: type amount fee net status available_on source description created id
    bank_account: bank_name last4 currency country status customer id
    billing.credit_grant: name category customer priority effective_at expires_at id
    billing.meter: display_name event_name status created id
    billing_portal.session: customer url created id
    card: brand last4 exp_month exp_year customer id
    charge: amount status customer description amount_refunded disputed created id
    checkout.session: status payment_status mode amount_total customer created expires_at id
    coupon: name percent_off amount_off duration duration_in_months times_redeemed valid id
    credit_note: number status total customer invoice reason created id
    customer: name email balance delinquent description created id
    customer_balance_transaction: type amount ending_balance description created id
    dispute: amount status reason charge created id
    event: type object=data.object.id pending_webhooks created id
    file: filename purpose size type created id
    invoice: number customer_name status total amount_due due_date customer created id
    invoice_item: amount quantity description customer invoice date id
    invoice_line_item: amount quantity description id
    issuing.authorization: amount status approved merchant_currency created id
    issuing.card: status type last4 brand exp_month exp_year created id
    issuing.cardholder: name email status type created id
    issuing.transaction: amount type card created id
    line_item: description quantity amount_total amount_tax id
    mandate: status type payment_method id
    payment_intent: amount status customer description amount_received created id
    payment_link: active url id
    payment_method: type brand=card.brand last4=card.last4 customer created id
    payout: amount status arrival_date method type created id
    plan: nickname product amount interval interval_count active created id
    price: nickname product unit_amount interval=recurring.interval type active lookup_key \
    created id
    product: name active default_price description created id
    promotion_code: code coupon=promotion.coupon active times_redeemed max_redemptions expires_at id
    quote: number status customer amount_total expires_at created id
    refund: amount status reason charge payment_intent created id
    review: reason open charge payment_intent created id
    setup_intent: status usage customer payment_method created id
    shipping_rate: display_name amount=fixed_amount.amount active created id
    subscription: customer status amount=items.data.0.price.unit_amount \
    quantity=items.data.0.quantity interval=items.data.0.price.recurring.interval \
    product=items.data.0.price.product current_period_end=items.data.0.current_period_end created id
    subscription_item: price=price.id amount=price.unit_amount quantity current_period_end id
    subscription_schedule: status customer subscription end_behavior created id
    tax_id: type value country status=verification.status customer created id
    tax_rate: display_name percentage inclusive country state active created id
    test_helpers.test_clock: name status frozen_time created id
    topup: amount status description expected_availability_date created id
    transfer: amount destination amount_reversed reversed description created id
    transfer_reversal: amount transfer created id
    webhook_endpoint: url status enabled_events api_version created id
    """)

  private static func lines(_ text: String) -> [String: [Substring]] {
    var table: [String: [Substring]] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      table[String(line[..<colon])] = line[line.index(after: colon)...].split(separator: " ")
    }
    return table
  }
}
