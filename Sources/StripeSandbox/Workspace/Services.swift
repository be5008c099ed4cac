/// The services by which behaviors do what concerns objects of several kinds.
extension Workspace {
  var creditNotes: CreditNoteService { CreditNoteService(workspace: self) }
  var customers: CustomerService { CustomerService(workspace: self) }
  var discounts: DiscountService { DiscountService(workspace: self) }
  var invoices: InvoiceService { InvoiceService(workspace: self) }
  var quotes: QuoteService { QuoteService(workspace: self) }
  var taxes: TaxService { TaxService(workspace: self) }
}
