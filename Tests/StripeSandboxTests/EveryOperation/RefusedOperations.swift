/// The operations that the sandbox refuses although they are called as Stripe requires.
enum RefusedOperations {
  struct Refusal: Sendable, Equatable {
    var status: Int
    var message: String
  }

  /// By the operation's id. `{id}` in a message stands for the last id of the path.
  static let all: [String: Refusal] = {
    var all = others
    for (type, operations) in unmade {
      for id in operations {
        all[id] = Refusal(status: 404, message: "No such \(type): '{id}'")
      }
    }
    for (deed, operations) in undone {
      for id in operations {
        all[id] = Refusal(status: 400, message: "The sandbox does not \(deed).")
      }
    }
    return all
  }()

  private static let others: [String: Refusal] = [
    "PaymentIntentService.apply_customer_balance": Refusal(
      status: 400,
      message: "Only a PaymentIntent that waits for a bank transfer can be paid from the"
        + " customer's cash balance."),
    "CustomerService.delete_discount": Refusal(
      status: 404,
      message: "No active discount for customer: {id}"),
    "PayoutService.reverse": Refusal(
      status: 400,
      message: "Payouts can only be reversed once they are paid. This payout has a status of"
        + " pending."),
    "RefundService.cancel": Refusal(status: 400, message: "Canceling this refund is unsupported."),
    "test_helpers.RefundService.expire": Refusal(
      status: 400, message: "Only a refund with a status of requires_action can be expired."),
    "tax.AssociationService.find": Refusal(status: 404, message: "No such tax.association: ''"),
  ]

  /// What the sandbox does not do, with the operations that would have to do it.
  static let undone: [String: [String]] = [
    "ask cardholders about fraud": ["test_helpers.issuing.AuthorizationService.respond"],
    "authenticate cardholders": ["three_d_secure.AuthenticationService.submit"],
    "draw PDFs": ["QuoteService.pdf"],
    "migrate subscriptions to another billing mode": ["SubscriptionService.migrate"],
    "move money into addresses": [
      "v2.money_management.test_helpers.FinancialAddressService.credit"
    ],
    "operate terminal readers": [
      "terminal.ReaderService.cancel_action",
      "terminal.ReaderService.collect_inputs",
      "terminal.ReaderService.collect_payment_method",
      "terminal.ReaderService.confirm_payment_intent",
      "terminal.ReaderService.process_payment_intent",
      "terminal.ReaderService.process_setup_intent",
      "terminal.ReaderService.refund_payment",
      "terminal.ReaderService.set_reader_display",
      "test_helpers.terminal.ReaderService.present_payment_method",
      "test_helpers.terminal.ReaderService.succeed_input_collection",
      "test_helpers.terminal.ReaderService.timeout_input_collection",
    ],
    "pay out payout intents": ["v2.money_management.PayoutIntentService.confirm"],
    "quote exchange rates": ["v2.money_management.PayoutIntentService.refresh_fx_quote"],
    "record payments made elsewhere": ["PaymentRecordService.report_payment"],
    "refund payments of issued cards": ["test_helpers.issuing.TransactionService.refund"],
    "review accounts": ["AccountService.reject", "AccountService.unreject"],
    "settle issuing authorizations": [
      "test_helpers.issuing.AuthorizationService.finalize_amount",
      "test_helpers.issuing.AuthorizationService.increment",
      "test_helpers.issuing.AuthorizationService.reverse",
    ],
    "support file of POST /v1/files yet": ["FileService.create"],
    "support microdeposits yet": [
      "CustomerPaymentSourceService.verify",
      "SetupIntentService.verify_microdeposits",
      "v2.core.vault.UsBankAccountService.confirm_microdeposits",
      "v2.core.vault.UsBankAccountService.send_microdeposits",
    ],
    "support request of POST /v1/forwarding/requests yet": ["forwarding.RequestService.create"],
    "support verify_microdeposits of payment intents yet": [
      "PaymentIntentService.verify_microdeposits"
    ],
    "verify recipients": ["v2.money_management.PayoutIntentService.refresh_recipient_verification"],
    "verify sources": ["SourceService.verify"],
  ]

  /// Types of which nothing in the sandbox makes an object, with the operations on one.
  private static let unmade: [String: [String]] = [
    "application_fee": [
      "ApplicationFeeRefundService.retrieve", "ApplicationFeeRefundService.update",
      "ApplicationFeeRefundService.create",
      "ApplicationFeeRefundService.list",
      "ApplicationFeeService.retrieve",
    ],
    "billing.credit_balance_transaction": ["billing.CreditBalanceTransactionService.retrieve"],
    "capability": ["AccountCapabilityService.retrieve", "AccountCapabilityService.update"],
    "climate.product": ["climate.ProductService.retrieve"],
    "climate.supplier": ["climate.SupplierService.retrieve"],
    "country_spec": ["CountrySpecService.retrieve"],
    "customer_cash_balance_transaction": ["CustomerCashBalanceTransactionService.retrieve"],
    "entitlements.active_entitlement": ["entitlements.ActiveEntitlementService.retrieve"],
    "exchange_rate": ["ExchangeRateService.retrieve"],
    "file": ["FileService.retrieve"],
    "financial_connections.account": [
      "financial_connections.AccountOwnerService.list",
      "financial_connections.AccountService.disconnect",
      "financial_connections.AccountService.refresh",
      "financial_connections.AccountService.retrieve",
      "financial_connections.AccountService.subscribe",
      "financial_connections.AccountService.unsubscribe",
    ],
    "financial_connections.transaction": ["financial_connections.TransactionService.retrieve"],
    "forwarding.request": ["forwarding.RequestService.retrieve"],
    "identity.verification_report": ["identity.VerificationReportService.retrieve"],
    "invoice_rendering_template": [
      "InvoiceRenderingTemplateService.archive",
      "InvoiceRenderingTemplateService.retrieve",
      "InvoiceRenderingTemplateService.unarchive",
    ],
    "issuing.physical_bundle": ["issuing.PhysicalBundleService.retrieve"],
    "issuing.token": ["issuing.TokenService.retrieve", "issuing.TokenService.update"],
    "mandate": ["MandateService.retrieve"],
    "payment_attempt_record": ["PaymentAttemptRecordService.retrieve"],
    "payment_record": [
      "PaymentRecordService.report_payment_attempt",
      "PaymentRecordService.report_payment_attempt_canceled",
      "PaymentRecordService.report_payment_attempt_failed",
      "PaymentRecordService.report_payment_attempt_guaranteed",
      "PaymentRecordService.report_payment_attempt_informational",
      "PaymentRecordService.report_refund",
      "PaymentRecordService.retrieve",
    ],
    "radar.early_fraud_warning": ["radar.EarlyFraudWarningService.retrieve"],
    "reporting.report_type": ["reporting.ReportTypeService.retrieve"],
    "review": ["ReviewService.approve", "ReviewService.retrieve"],
    "scheduled_query_run": ["sigma.ScheduledQueryRunService.retrieve"],
    "tax_code": ["TaxCodeService.retrieve"],
    "treasury.transaction_entry": ["treasury.TransactionEntryService.retrieve"],
    "v2.money_management.adjustment": ["v2.money_management.AdjustmentService.retrieve"],
    "v2.money_management.financial_account": [
      "v2.money_management.FinancialAccountService.retrieve",
      "v2.money_management.FinancialAccountService.update",
    ],
    "v2.money_management.payout_method": [
      "v2.money_management.PayoutMethodService.archive",
      "v2.money_management.PayoutMethodService.retrieve",
      "v2.money_management.PayoutMethodService.unarchive",
    ],
    "v2.money_management.received_credit": ["v2.money_management.ReceivedCreditService.retrieve"],
    "v2.money_management.transaction": [
      "v2.money_management.TransactionService.refresh_regulatory_receipt",
      "v2.money_management.TransactionService.retrieve",
      "v2.money_management.TransactionService.update",
    ],
    "v2.money_management.transaction_entry": [
      "v2.money_management.TransactionEntryService.retrieve"
    ],
  ]
}
