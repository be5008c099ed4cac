import JSON

/// The actions of the catalog that no behavior declares, by object and name.
enum PlainActions {
  /// Returns the effect of an action, nil if the table has none.
  ///
  /// - Parameter name: the operation's name in the catalog.
  static func action(_ name: String, of type: String) -> PlainAction? { all[type]?[name] }

  static let all = [moneyIn, billing, identity, issuing, treasury, terminal, version2]
    .reduce(into: [String: [String: PlainAction]]()) { all, part in
      all.merge(part) { old, new in old.merging(new) { _, last in last } }
    }

  private static let identity: [String: [String: PlainAction]] = [
    "account": [
      "retrieve_current": .ownAccount, "reject": .refuse("review accounts"),
      "unreject": .refuse("review accounts"),
    ],
    "apps.install": ["uninstall": .set(["status": "uninstalling"])],
    "apps.secret": ["find": .find, "delete_where": .removeFound],
    "financial_connections.account": [
      "disconnect": .set(["status": "disconnected"]),
      "refresh": .refuse("refresh accounts of banks"),
      "subscribe": .refuse("refresh accounts of banks"),
      "unsubscribe": .refuse("refresh accounts of banks"),
    ],
    "three_d_secure.authentication": [
      "cancel": .set(["status": "canceled"]), "submit": .refuse("authenticate cardholders"),
    ],
  ]

  private static let moneyIn: [String: [String: PlainAction]] = [
    "climate.order": [
      "cancel": .set(
        ["status": "canceled", "cancellation_reason": "requested"], times: ["canceled_at"])
    ],
    "payment_method_domain": ["validate": .set([:])],
    "payment_record": [
      "report_payment": .refuse("record payments made elsewhere"),
      "report_payment_attempt": .refuse("record payments made elsewhere"),
      "report_payment_attempt_canceled": .refuse("record payments made elsewhere"),
      "report_payment_attempt_failed": .refuse("record payments made elsewhere"),
      "report_payment_attempt_guaranteed": .refuse("record payments made elsewhere"),
      "report_payment_attempt_informational": .refuse("record payments made elsewhere"),
      "report_refund": .refuse("record payments made elsewhere"),
    ],
    "payment_source": ["verify": .refuse("support microdeposits yet")],
    "review": [
      "approve": .set(["open": false, "reason": "approved", "closed_reason": "approved"])
    ],
    "source": ["verify": .refuse("verify sources")],
  ]

  private static let billing: [String: [String: PlainAction]] = [
    "billing.alert": [
      "activate": .set(["status": "active"]), "archive": .set(["status": "archived"]),
      "deactivate": .set(["status": "inactive"]),
    ],
    "billing.feedback_option": ["deactivate": .set(["status": "inactive"])],
    "billing.meter": [
      "deactivate": .set(["status": "inactive"], times: ["status_transitions.deactivated_at"]),
      "reactivate": .set(["status": "active", "status_transitions.deactivated_at": nil]),
    ],
    "invoice_rendering_template": [
      "archive": .set(["status": "archived"]), "unarchive": .set(["status": "active"]),
    ],
    "quote": ["pdf": .refuse("draw PDFs")],
    "subscription": ["migrate": .refuse("migrate subscriptions to another billing mode")],
    "tax.association": ["find": .find],
  ]

  private static let issuing: [String: [String: PlainAction]] = [
    "issuing.authorization": [
      "approve": .set(["approved": true]),
      "decline": .set(["approved": false, "status": "closed"]),
      "expire": .set(["status": "expired"]),
      "finalize_amount": .refuse("settle issuing authorizations"),
      "increment": .refuse("settle issuing authorizations"),
      "respond": .refuse("ask cardholders about fraud"),
      "reverse": .refuse("settle issuing authorizations"),
    ],
    "issuing.card": [
      "deliver": .set(["shipping.status": "delivered"]),
      "fail": .set(["shipping.status": "failure"]),
      "return": .set(["shipping.status": "returned"]),
      "ship": .set(["shipping.status": "shipped"]),
      "submit": .set(["shipping.status": "submitted"]),
    ],
    "issuing.dispute": ["submit": .set(["status": "submitted"])],
    "issuing.personalization_design": [
      "activate": .set(["status": "active"]), "deactivate": .set(["status": "inactive"]),
      "reject": .set(["status": "rejected"]),
    ],
    "issuing.transaction": [
      "refund": .refuse("refund payments of issued cards")
    ],
  ]

  private static let treasury: [String: [String: PlainAction]] = [
    "treasury.financial_account": ["close": .set(["status": "closed"])],
    "treasury.inbound_transfer": [
      "cancel": .set(["status": "canceled", "cancelable": false]),
      "fail": .set(["status": "failed", "cancelable": false]),
      "return": .set(["returned": true]),
      "succeed": .set(["status": "succeeded", "cancelable": false]),
    ],
    "treasury.outbound_payment": outbound, "treasury.outbound_transfer": outbound,
  ]

  private static let outbound: [String: PlainAction] = [
    "cancel": .set(["status": "canceled", "cancelable": false]),
    "fail": .set(["status": "failed", "cancelable": false]),
    "post": .set(["status": "posted", "cancelable": false]),
    "return": .set(["status": "returned", "cancelable": false]),
  ]

  private static let terminal: [String: [String: PlainAction]] = [
    "terminal.reader": Dictionary(
      uniqueKeysWithValues: [
        "cancel_action", "collect_inputs", "collect_payment_method", "confirm_payment_intent",
        "present_payment_method", "process_payment_intent", "process_setup_intent",
        "refund_payment", "set_reader_display", "succeed_input_collection",
        "timeout_input_collection",
      ].map { ($0, .refuse("operate terminal readers")) })
  ]

  private static let version2: [String: [String: PlainAction]] = [
    "v2.core.account": ["close": .set(["closed": true])],
    "v2.core.vault.gb_bank_account": archiving,
    "v2.core.vault.us_bank_account": archiving.merging([
      "confirm_microdeposits": .refuse("support microdeposits yet"),
      "send_microdeposits": .refuse("support microdeposits yet"),
    ]) { _, new in new },
    "v2.money_management.financial_address": ["credit": .refuse("move money into addresses")],
    "v2.money_management.outbound_payment": ["cancel": .set(["status": "canceled"])],
    "v2.money_management.outbound_setup_intent": ["cancel": .set(["status": "canceled"])],
    "v2.money_management.payout_intent": [
      "cancel": .set(["status": "canceled"]), "confirm": .refuse("pay out payout intents"),
      "refresh_fx_quote": .refuse("quote exchange rates"),
      "refresh_recipient_verification": .refuse("verify recipients"),
    ],
    "v2.money_management.payout_method": archiving,
    "v2.money_management.recipient_verification": [
      "acknowledge": .set(["status": "acknowledged"]), "recipient_verifications": .make,
    ],
    "v2.money_management.transaction": [
      "refresh_regulatory_receipt": .refuse("issue regulatory receipts")
    ],
  ]

  private static let archiving: [String: PlainAction] = [
    "archive": .set(["archived": true]), "unarchive": .set(["archived": false]),
  ]
}
