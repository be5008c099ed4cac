/// The services by which behaviors do what concerns objects of several kinds.
extension Workspace {
  var applicationFees: ApplicationFeeService { ApplicationFeeService(workspace: self) }
  var automaticTaxes: AutomaticTaxService { AutomaticTaxService(workspace: self) }
  var balance: BalanceService { BalanceService(workspace: self) }
  var bankTransfers: BankTransferService { BankTransferService(workspace: self) }
  var capturing: CaptureService { CaptureService(workspace: self) }
  var cards: CardService { CardService(workspace: self) }
  var charges: ChargeService { ChargeService(workspace: self) }
  var confirming: ConfirmationService { ConfirmationService(workspace: self) }
  var creditNotes: CreditNoteService { CreditNoteService(workspace: self) }
  var credits: CreditService { CreditService(workspace: self) }
  var customers: CustomerService { CustomerService(workspace: self) }
  var delayedPayments: DelayedPaymentService { DelayedPaymentService(workspace: self) }
  var discounts: DiscountService { DiscountService(workspace: self) }
  var disputes: DisputeService { DisputeService(workspace: self) }
  var invoices: InvoiceService { InvoiceService(workspace: self) }
  var lineItems: LineItemService { LineItemService(workspace: self) }
  var mandates: MandateService { MandateService(workspace: self) }
  var meters: MeterService { MeterService(workspace: self) }
  var paymentMethods: PaymentMethodService { PaymentMethodService(workspace: self) }
  var payments: PaymentService { PaymentService(workspace: self) }
  var payouts: PayoutService { PayoutService(workspace: self) }
  var prices: PriceService { PriceService(workspace: self) }
  var products: ProductService { ProductService(workspace: self) }
  var quotes: QuoteService { QuoteService(workspace: self) }
  var refunds: RefundService { RefundService(workspace: self) }
  var schedules: ScheduleService { ScheduleService(workspace: self) }
  var setups: SetupService { SetupService(workspace: self) }
  var sides: SideAccounts { SideAccounts(workspace: self) }
  var subscriptionItems: SubscriptionItemService { SubscriptionItemService(workspace: self) }
  var subscriptions: SubscriptionService { SubscriptionService(workspace: self) }
  var taxIDs: TaxIDService { TaxIDService(workspace: self) }
  var taxes: TaxService { TaxService(workspace: self) }
  var testClocks: TestClockService { TestClockService(workspace: self) }
  var transfers: TransferService { TransferService(workspace: self) }
}
