import JSON

/// A time of a subscription item that was billed, and not given back since.
struct BilledTime: Sendable {
  /// Where it was billed.
  enum Source: Sendable, Hashable {
    case line(String, invoice: String)
    /// An invoice item that is on no invoice yet.
    case item(String)

    var id: String {
      switch self {
      case .line(let id, _), .item(let id): id
      }
    }
  }

  let source: Source
  let price: String
  let product: String
  let quantity: Int
  /// In minor units, less what discounts took off.
  let amount: Int
  /// Unix seconds.
  let start: Int
  let end: Int
}

/// Finds what was billed of an item for the time after a moment.
struct BilledTimes {
  let workspace: Workspace
  let subscription: Subscription

  /// How many invoices are looked through, newest first: those since the item's period began.
  private static let mostInvoices = 100

  /// - Parameter moment: Unix seconds.
  func all(of item: SubscriptionItem, after moment: Int) throws(SandboxError) -> [BilledTime] {
    var times: [BilledTime] = []
    var credited = Set<String>()
    let pending = try workspace.invoices.drafts.pendingItems(of: subscription.customer)
    for entry in pending where entry.subscriptionItem == item.id {
      credited.formUnion(entry.creditedIDs)
      if let time = Self.time(of: entry) { times.append(time) }
    }
    let invoices = try workspace.list(
      Invoice.self, where: "subscription", equals: subscription.id, limit: Self.mostInvoices)
    for invoice in invoices where invoice.status != .void {
      for line in try workspace.invoices.lines.all(of: invoice.id)
      where line.subscriptionItem == item.id {
        credited.formUnion(line.creditedIDs)
        if let time = Self.time(of: line, on: invoice) { times.append(time) }
      }
    }
    return times.filter { time in
      time.amount > 0 && time.end > moment && !credited.contains(time.source.id)
    }
  }

  private static func time(of item: InvoiceItem) -> BilledTime? {
    make(
      .item(item.id), item.pricing, quantity: item.quantity, amount: item.amount,
      period: item.period)
  }

  private static func time(of line: InvoiceLine, on invoice: Invoice) -> BilledTime? {
    let off = line.discountAmounts.reduce(0) { $0 + ($1.object?.amount("amount") ?? 0) }
    return make(
      .line(line.id, invoice: invoice.id), line.pricing, quantity: line.quantity ?? 1,
      amount: line.amount - off, period: line.json.object("period") ?? [:])
  }

  private static func make(
    _ source: BilledTime.Source, _ pricing: ItemPricing?, quantity: Int, amount: Int,
    period: JSONObject
  ) -> BilledTime? {
    guard let details = pricing?.priceDetails else { return nil }
    return BilledTime(
      source: source, price: details.price, product: details.product, quantity: quantity,
      amount: amount, start: period.amount("start"), end: period.amount("end"))
  }
}

extension ObjectView<InvoiceItemFields> {
  /// The item of a subscription that it settles.
  var subscriptionItem: String? {
    self.parent?.object("subscription_details")?.text("subscription_item")
  }

  /// What it gives back: ids of invoice items and of invoice lines.
  var creditedIDs: [String] {
    guard let credited = json.object("proration_details")?.object("credited_items") else {
      return []
    }
    let lines = credited.object("invoice_line_item_details")?.array("invoice_line_items") ?? []
    return lines.compactMap(\.string) + [credited.text("invoice_item")].compactMap(\.self)
  }
}

extension ObjectView<InvoiceLineFields> {
  private var itemDetails: JSONObject? { self.parent?.object("subscription_item_details") }

  /// The item of a subscription that it bills or settles.
  var subscriptionItem: String? { itemDetails?.text("subscription_item") }

  /// The ids of the lines that it gives back.
  var creditedIDs: [String] {
    let credited = itemDetails?.object("proration_details")?.object("credited_items")
    return credited?.array("invoice_line_items").compactMap(\.string) ?? []
  }
}
