import JSON

extension VersionChange {
  /// Source: the fields of the SDK's release 16 that release 15 does not have, and that answers of
  /// Stripe at its version did not show.
  static let addedInvoiceStates = VersionChange(
    "2026-10-28.endive", "Fields were added, among them `status_details`.",
    answers: without([
      "dispute": [["evidence_details", "submission_method"]],
      "invoice": [["status_details"]],
      "subscription": [["status_details"]],
    ]))

  /// Source: the fields of the SDK's release 16 that release 14 does not have.
  static let addedFields = VersionChange(
    "2026-03-25.dahlia", "Fields were added.", answers: without(addedSinceClover))

  /// Source: the fields of the SDK's release 14.1 that release 14.0 does not have.
  static let addedCustomerAccounts = VersionChange(
    "2025-12-15.clover", "Fields were added, among them `customer_account`.",
    answers: without(addedInClover))

  private static func without(_ added: [String: [[String]]]) -> [AnswerChange] {
    added.sorted { $0.key < $1.key }.map { type, paths in
      AnswerChange(type: type) { object, _ throws(SandboxError) in
        for path in paths { object.remove(at: path[...]) }
      }
    }
  }

  private static let addedInClover: [String: [[String]]] = {
    let owners = [
      "checkout.session", "credit_note", "customer", "customer_balance_transaction", "discount",
      "invoice", "invoiceitem", "payment_intent", "payment_method", "promotion_code", "quote",
      "setup_intent", "subscription", "subscription_schedule",
    ]
    var added = Dictionary(uniqueKeysWithValues: owners.map { ($0, [["customer_account"]]) })
    added["line_item"] = [["subtotal"]]
    return added
  }()

  private static let addedSinceClover: [String: [[String]]] = [
    "charge": [
      ["payment_method_details", "card", "electronic_commerce_indicator"],
      ["payment_method_details", "card", "transaction_link_id"],
    ],
    "checkout.session": [["integration_identifier"], ["managed_payments"]],
    "credit_note_line_item": [["metadata"]],
    "dispute": [["intended_submission_method"]],
    "invoice": [["amount_paid_off_stripe"]],
    "invoiceitem": [["frozen_fields"], ["invoicing_rules"], ["quantity_decimal"]],
    "line_item": [["quantity_decimal"]],
    "payment_intent": [
      ["managed_payments"], ["payment_record"], ["shared_payment_granted_token"],
    ],
    "payment_link": [["managed_payments"], ["payment_method_options"]],
    "payment_method": [["shared_payment_granted_token"]],
    "product": [["tax_details"]],
    "refund": [["customer"], ["customer_account"], ["payment_method"]],
    "setup_intent": [["managed_payments"]],
    "subscription": [
      ["billing_schedules"], ["cancellation_details", "feedback_option"],
      ["invoice_settings", "custom_fields"], ["invoice_settings", "description"],
      ["invoice_settings", "footer"], ["managed_payments"], ["presentment_details"],
      ["trial_settings", "end_behavior", "billing_cycle_anchor"],
    ],
    "subscription_item": [["billed_until"], ["current_trial"]],
    "subscription_schedule": [["pause_schedules"]],
    "topup": [["initiated_by"], ["payment_method"], ["payment_method_options"]],
  ]
}

extension JSONObject {
  /// Removes the member at a path of keys, where there is one.
  fileprivate mutating func remove(at path: ArraySlice<String>) {
    guard let key = path.first, self[key] != nil else { return }
    guard path.count > 1 else { return self[key] = nil }
    guard var inner = self[key]?.object else { return }
    inner.remove(at: path.dropFirst())
    self[key] = .object(inner)
  }
}
