import JSON

/// The fields of a form for an address.
struct AddressFields: Sendable {
  /// What stands before the names of the fields: "address", "shipping".
  let prefix: String
  let legend: String
  let hasName: Bool
  let recipient: String
  let line1: String
  let line2: String
  let city: String
  let state: String
  let postal: String
  let country: String
  let countries: String?
  let isRequired: Bool

  /// - Parameters:
  ///   - values: a name and an address as they are known or were entered.
  ///   - countries: the codes that are allowed; nil where all are.
  init(
    _ prefix: String, legend: String, hasName: Bool, _ values: JSONObject,
    countries: [String]? = nil, isRequired: Bool = true
  ) {
    self.isRequired = isRequired
    self.prefix = prefix
    self.legend = legend
    self.hasName = hasName
    recipient = values.text("name") ?? ""
    line1 = values.text("line1") ?? ""
    line2 = values.text("line2") ?? ""
    city = values.text("city") ?? ""
    state = values.text("state") ?? ""
    postal = values.text("postal_code") ?? ""
    country = values.text("country") ?? countries?.first ?? "US"
    self.countries = countries?.joined(separator: ", ")
  }

  /// The address that was entered; nil where nothing was.
  static func address(_ form: JSONObject?) -> JSONObject? {
    guard let form, form.entered("line1") != nil else { return nil }
    var address: JSONObject = [:]
    for name in ["line1", "line2", "city", "state", "postal_code", "country"] {
      address[name] = form.entered(name).map { .string($0) } ?? nil
    }
    return address
  }

  static let template = """
    <fieldset>
    <legend>{{legend}}</legend>
    {{#hasName}}
    <label for="{{prefix}}-name">Name</label>
    <input id="{{prefix}}-name" name="{{prefix}}[name]" value="{{recipient}}"\
    {{#isRequired}} required{{/isRequired}}>
    {{/hasName}}
    <label for="{{prefix}}-line1">Street and number</label>
    <input id="{{prefix}}-line1" name="{{prefix}}[line1]" value="{{line1}}"\
    {{#isRequired}} required{{/isRequired}}>
    <label for="{{prefix}}-line2">More <span class="note">optional</span></label>
    <input id="{{prefix}}-line2" name="{{prefix}}[line2]" value="{{line2}}">
    <div class="pair">
    <div><label for="{{prefix}}-postal">Postal code</label>
    <input id="{{prefix}}-postal" name="{{prefix}}[postal_code]" value="{{postal}}"></div>
    <div><label for="{{prefix}}-city">City</label>
    <input id="{{prefix}}-city" name="{{prefix}}[city]" value="{{city}}"></div>
    </div>
    <div class="pair">
    <div><label for="{{prefix}}-state">State</label>
    <input id="{{prefix}}-state" name="{{prefix}}[state]" value="{{state}}"></div>
    <div><label for="{{prefix}}-country">Country code</label>
    <input id="{{prefix}}-country" name="{{prefix}}[country]" value="{{country}}" required
     maxlength="2" pattern="[A-Z][A-Z]"></div>
    </div>
    {{#countries}}<p class="note">Sent to: {{countries}}</p>{{/countries}}
    </fieldset>
    """
}
