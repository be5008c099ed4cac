import JSON

extension VersionChange {
  /// Source: the SDK's `Charge` and `PaymentIntent` of releases 11 and 12.
  static let invoiceOfPayments = VersionChange(
    "2025-03-31.basil", "Charges and payment intents do not name the invoice that they pay.",
    answers: [
      AnswerChange(type: "payment_intent") { object, workspace throws(SandboxError) in
        object["invoice"] = try ShownObjects(workspace: workspace).invoice(paidBy: object["id"])
      },
      AnswerChange(type: "charge") { object, workspace throws(SandboxError) in
        let intent = object["payment_intent"]
        object["invoice"] = try ShownObjects(workspace: workspace)
          .invoice(paidBy: intent?["id"] ?? intent)
      },
    ],
    references: ["charge": ["invoice": "invoice"], "payment_intent": ["invoice": "invoice"]])

  /// Source: the SDK's `CreditNote` of releases 11 and 12.
  static let creditNoteRefunds = VersionChange(
    "2025-03-31.basil", "A credit note has a list of refunds, and its taxes in `total_taxes`.",
    requests: [
      RequestChange(operations: [
        "CreditNoteService.create", "CreditNoteService.preview",
        "CreditNotePreviewLinesService.list",
      ]) { parameters in
        guard let refund = parameters["refund"], parameters["refunds"] == nil else { return }
        parameters["refund"] = nil
        parameters["refunds"] = ["0": ["refund": refund]]
      }
    ],
    answers: [
      AnswerChange(type: "credit_note") { object, _ throws(SandboxError) in
        object["refund"] = object.array("refunds").first?["refund"] ?? .null
        object["tax_amounts"] = .array(object.array("total_taxes").map(\.olderTax))
        object["refunds"] = nil
        object["total_taxes"] = nil
      }
    ])
}
