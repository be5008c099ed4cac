/// The services by which behaviors do what concerns objects of several kinds.
extension Workspace {
  var creditNotes: CreditNoteService { CreditNoteService(workspace: self) }
  var customers: CustomerService { CustomerService(workspace: self) }
  var discounts: DiscountService { DiscountService(workspace: self) }
  var invoices: InvoiceService { InvoiceService(workspace: self) }
  var lineItems: LineItemService { LineItemService(workspace: self) }
  var prices: PriceService { PriceService(workspace: self) }
  var products: ProductService { ProductService(workspace: self) }
  var quotes: QuoteService { QuoteService(workspace: self) }
  var subscriptionBilling: SubscriptionBilling { SubscriptionBilling(workspace: self) }
  var subscriptionItems: SubscriptionItemService { SubscriptionItemService(workspace: self) }
  var subscriptions: SubscriptionService { SubscriptionService(workspace: self) }
  var taxIDs: TaxIDService { TaxIDService(workspace: self) }
  var taxes: TaxService { TaxService(workspace: self) }
}
