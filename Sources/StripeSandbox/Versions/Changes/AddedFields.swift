import JSON

extension VersionChange {
  /// Source: the fields of the SDK's release 16 that release 14 does not have.
  static let addedFields = VersionChange(
    "2026-03-25.dahlia", "Fields were added.",
    answers: addedSinceClover.sorted { $0.key < $1.key }.map { type, paths in
      AnswerChange(type: type) { object, _ throws(SandboxError) in
        for path in paths { object.remove(at: path[...]) }
      }
    })

  private static let addedSinceClover: [String: [[String]]] = [
    "charge": [
      ["payment_method_details", "card", "electronic_commerce_indicator"],
      ["payment_method_details", "card", "transaction_link_id"],
    ],
    "checkout.session": [["customer_account"], ["integration_identifier"], ["managed_payments"]],
    "credit_note": [["customer_account"]],
    "credit_note_line_item": [["metadata"]],
    "customer": [["customer_account"]],
    "customer_balance_transaction": [["customer_account"]],
    "discount": [["customer_account"]],
    "dispute": [["evidence_details", "submission_method"], ["intended_submission_method"]],
    "invoice": [["amount_paid_off_stripe"], ["customer_account"], ["status_details"]],
    "invoiceitem": [
      ["customer_account"], ["frozen_fields"], ["invoicing_rules"], ["quantity_decimal"],
    ],
    "line_item": [["quantity_decimal"], ["subtotal"]],
    "payment_intent": [
      ["customer_account"], ["managed_payments"], ["payment_record"],
      ["shared_payment_granted_token"],
    ],
    "payment_link": [["managed_payments"], ["payment_method_options"]],
    "payment_method": [["customer_account"], ["shared_payment_granted_token"]],
    "product": [["tax_details"]],
    "promotion_code": [["customer_account"]],
    "quote": [["customer_account"]],
    "refund": [["customer"], ["customer_account"], ["payment_method"]],
    "setup_intent": [["customer_account"], ["managed_payments"]],
    "subscription": [
      ["billing_schedules"], ["cancellation_details", "feedback_option"], ["customer_account"],
      ["invoice_settings", "custom_fields"], ["invoice_settings", "description"],
      ["invoice_settings", "footer"], ["managed_payments"], ["presentment_details"],
      ["status_details"], ["trial_settings", "end_behavior", "billing_cycle_anchor"],
    ],
    "subscription_item": [["billed_until"], ["current_trial"]],
    "subscription_schedule": [["customer_account"], ["pause_schedules"]],
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
