/// The services by which behaviors do what concerns objects of several kinds.
extension Workspace {
  var balance: BalanceService { BalanceService(workspace: self) }
  var capturing: CaptureService { CaptureService(workspace: self) }
  var cards: CardService { CardService(workspace: self) }
  var charges: ChargeService { ChargeService(workspace: self) }
  var confirming: ConfirmationService { ConfirmationService(workspace: self) }
  var customers: CustomerService { CustomerService(workspace: self) }
  var disputes: DisputeService { DisputeService(workspace: self) }
  var mandates: MandateService { MandateService(workspace: self) }
  var paymentMethods: PaymentMethodService { PaymentMethodService(workspace: self) }
  var payments: PaymentService { PaymentService(workspace: self) }
  var refunds: RefundService { RefundService(workspace: self) }
  var setups: SetupService { SetupService(workspace: self) }
  var transfers: TransferService { TransferService(workspace: self) }
}
