import JSON
import StripeSandbox

extension CheckoutView {
  /// - Parameters:
  ///   - form: what was entered before; empty on a first visit.
  ///   - problem: what went wrong then.
  init(
    _ session: JSONObject, _ lines: [JSONObject], _ shippings: [CheckoutShipping.Option],
    options: [CheckoutOption], form: JSONObject, problem: String?
  ) {
    let mode = session.text("mode")
    let total = Readable.money(session.amount("amount_total"), session.text("currency"))
    let seller = session.object("branding_settings")?.text("display_name") ?? "the seller"
    title =
      switch mode {
      case "setup": "Save a card for \(seller)"
      case "subscription": "Subscribe to \(seller)"
      case _: "Pay \(seller)"
      }
    self.problem = problem
    action = "/c/pay/\(session.text("id") ?? "")"
    currency = session.text("currency") ?? "usd"
    items = lines.map { Item($0, form) }.filter { $0.quantity != nil || $0.openAmount != nil }
    amounts = Self.amounts(session, lines)
    hasAmounts = mode != "setup"
    takesCodes = session.isTrue("allow_promotion_codes") && mode != "setup"
    code = session.array("discounts").first?["promotion_code"]?.string
    self.shippings = shippings
    self.options = options
    let isTaxed = session.object("automatic_tax")?.isTrue("enabled") == true
    canUpdate =
      !items.isEmpty || !options.isEmpty || shippings.count > 1 || takesCodes || isTaxed
    fixedEmail = CheckoutForm.knownEmail(session)
    asksEmail = fixedEmail == nil
    email = form.entered("email") ?? CheckoutForm.enteredEmail(session) ?? ""
    name = form.entered("name") ?? ""
    phone = form.entered("phone") ?? ""
    asksPhone = session.object("phone_number_collection")?.isTrue("enabled") == true
    names = AskedName.all(session, form)
    taxID = AskedTaxID(session, form)
    billing =
      CheckoutForm.asksForAddress(session, form)
      ? AddressFields(
        "address", legend: "Billing address", hasName: false, form.object("address") ?? [:]) : nil
    shipping = CheckoutForm.countries(session).map { countries in
      AddressFields(
        "shipping", legend: "Shipping address", hasName: true, form.object("shipping") ?? [:],
        countries: countries)
    }
    customs = session.array("custom_fields").compactMap(\.object).map { Custom($0, form) }
    let consent = session.object("consent_collection")
    asksTerms = consent?.text("terms_of_service") == "required"
    asksPromotions = consent?.text("promotions") == "auto"
    needsCard = CheckoutForm.needsCard(session)
    cards = CardFields.choices(form)
    otherNumber = form.entered("number") ?? ""
    submit = Self.submit(session, total)
    let texts = session.object("custom_text")
    submitNote = texts?.object("submit")?.text("message")
    shippingNote = texts?.object("shipping_address")?.text("message")
    termsNote = texts?.object("terms_of_service_acceptance")?.text("message")
    afterNote = texts?.object("after_submit")?.text("message")
    cancel = session.text("cancel_url")
  }

  private static func submit(_ session: JSONObject, _ total: String) -> String {
    switch session.text("mode") {
    case "setup": "Save the card"
    case "subscription": session.amount("amount_total") == 0 ? "Start" : "Subscribe for \(total)"
    case _:
      switch session.text("submit_type") {
      case "donate": "Donate \(total)"
      case "book": "Book for \(total)"
      case _: "Pay \(total)"
      }
    }
  }

  private static func amounts(_ session: JSONObject, _ lines: [JSONObject]) -> [AmountLine] {
    let currency = session.text("currency")
    let details = session.object("total_details")
    var amounts = lines.map { line in
      let price = line.object("price") ?? [:]
      let unit = (price["unit_amount"]?.integer).map { Readable.money($0, currency) }
      let parts = [
        line.amount("quantity") > 1 ? "\(line.amount("quantity")) × \(unit ?? "")" : nil,
        Readable.interval(price),
      ]
      let note = parts.compactMap(\.self).joined(separator: ", ")
      return AmountLine(
        label: line.text("description") ?? "", note: note.isEmpty ? nil : note,
        money: Readable.money(line.amount("amount_subtotal"), currency))
    }
    for (key, label, sign) in [
      ("amount_discount", "Discount", -1), ("amount_shipping", "Shipping", 1),
      ("amount_tax", "Tax", 1),
    ] {
      guard let amount = details?.amount(key), amount != 0 else { continue }
      amounts.append(
        AmountLine(label: label, note: nil, money: Readable.money(sign * amount, currency)))
    }
    amounts.append(
      AmountLine(
        label: "Due today", note: nil,
        money: Readable.money(session.amount("amount_total"), currency), isTotal: true))
    return amounts
  }
}

extension CheckoutView.Item {
  fileprivate init(_ line: JSONObject, _ form: JSONObject) {
    let id = line.text("id") ?? ""
    item = id
    product = line.text("description") ?? "this"
    let rule = line.object("adjustable_quantity")
    let isAdjustable = rule?.isTrue("enabled") == true
    quantity =
      isAdjustable
      ? form.object("quantity")?.entered(id).flatMap { Int($0) } ?? line.amount("quantity") : nil
    least = max(1, rule?.amount("minimum") ?? 1)
    most = rule?["maximum"]?.integer ?? 99
    let open = line.object("price")?.object("custom_unit_amount")
    let preset = open?["preset"]?.integer
    openAmount =
      open == nil
      ? nil
      : form.object("amount")?.entered(id)
        ?? preset.map { CheckoutView.decimal($0, line.text("currency")) } ?? ""
  }
}

extension CheckoutView {
  /// An amount in minor units as it is entered: 1250 as "12.50".
  fileprivate static func decimal(_ amount: Int, _ currency: String?) -> String {
    let decimals = Currency(currency ?? "usd").decimals
    guard decimals > 0 else { return String(amount) }
    let digits =
      String(repeating: "0", count: max(0, decimals + 1 - String(amount).count))
      + String(amount)
    return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }
}

extension CheckoutView.Custom {
  fileprivate init(_ field: JSONObject, _ form: JSONObject) {
    let type = field.text("type") ?? "text"
    let key = field.text("key") ?? ""
    let rule = field.object(type)
    let value = form.object("custom")?.entered(key) ?? rule?.text("default_value") ?? ""
    self.key = key
    label = CheckoutForm.label(of: field)
    isOptional = field.isTrue("optional")
    isDropdown = type == "dropdown"
    isNumeric = type == "numeric"
    self.value = value
    options = (rule?.array("options") ?? []).compactMap(\.object).map { option in
      Option(
        optionValue: option.text("value") ?? "", optionLabel: option.text("label") ?? "",
        isChosen: option.text("value") == value)
    }
  }
}
