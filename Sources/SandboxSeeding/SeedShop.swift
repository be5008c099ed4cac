import JSON
import StripeSandbox

/// The products, prices and customers of a shop.
struct SeedShop {
  struct Customer {
    let id: String
    let name: String
    let email: String
    let currency: String
    var prefix: String
    /// The default payment method, nil for those who pay by other means.
    let method: String?
  }

  struct Price {
    let id: String
    let currency: String
    let isRecurring: Bool
  }

  var products: [String] = []
  var prices: [Price] = []
  var customers: [Customer] = []
}

/// Fits out a shop.
struct SeedFurnishing {
  let caller: SeedCaller
  let dice: RepeatableDice
  var shop = SeedShop()

  mutating func addProducts(_ times: [Int]) throws {
    for (number, time) in times.enumerated() {
      let words = SeedWords.products
      let again = number / words.count
      let name = words[number % words.count] + (again == 0 ? "" : " \(again + 1)")
      var parameters: JSONObject = ["name": .string(name), "active": .bool(!dice.happens(10))]
      if dice.happens(60) { parameters["description"] = .string("\(name), as sold by the shop") }
      if dice.happens(30) { parameters["url"] = .string("https://example.com/p/\(number)") }
      if dice.happens(40) { parameters["shippable"] = .bool(dice.happens(50)) }
      if dice.happens(50) { parameters["metadata"] = ["shelf": .string("s\(dice.below(5))")] }
      if let id = try caller.post("/v1/products", parameters, at: time)?["id"]?.string {
        shop.products.append(id)
      }
    }
  }

  mutating func addPrices(_ times: [Int]) throws {
    for (number, time) in times.enumerated() where !shop.products.isEmpty {
      let currency = ["usd", "eur", "usd", "gbp", "jpy"][number % 5]
      let isRecurring = number % 3 == 1
      var parameters: JSONObject = [
        "currency": .string(currency),
        "product": .string(shop.products[number % shop.products.count]),
        "unit_amount": .integer(dice.amount(in: currency)), "active": .bool(!dice.happens(12)),
      ]
      if isRecurring {
        let interval = ["month", "year", "month", "week"][number % 4]
        parameters["recurring"] = ["interval": .string(interval), "interval_count": 1]
      }
      if dice.happens(50) { parameters["lookup_key"] = .string("key_\(number)_\(time)") }
      if dice.happens(50) { parameters["nickname"] = .string("List price \(number + 1)") }
      guard let price = try caller.post("/v1/prices", parameters, at: time) else { continue }
      shop.prices.append(
        SeedShop.Price(id: price["id"]?.string ?? "", currency: currency, isRecurring: isRecurring))
    }
  }

  func addPaymentLinks(_ times: [Int]) throws {
    let sold = shop.prices.filter { !$0.isRecurring }
    for (number, time) in times.enumerated() where !sold.isEmpty {
      let price = sold[number % sold.count]
      let link = try caller.post(
        "/v1/payment_links",
        [
          "line_items": [
            ["price": .string(price.id), "quantity": .integer(1 + dice.below(3))]
          ]
        ], at: time)
      if let id = link?["id"]?.string, dice.happens(25) {
        try caller.post("/v1/payment_links/\(id)", ["active": false], at: time)
      }
    }
  }
}
