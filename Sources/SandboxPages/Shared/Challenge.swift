import JSON

/// The page on which a customer authenticates at their bank, and may fail to.
struct ChallengeView: PageView {
  let title = "Authenticate the payment"
  /// Where the form goes.
  let action: String
  /// What the form has to remember.
  let fields: [HiddenField]

  static let template = """
    {{<customer}}{{$body}}
    <p>The bank asks whether it is you who pays. Choose how this ends.</p>
    <form method="post" action="{{action}}">
    {{#fields}}<input type="hidden" name="{{fieldName}}" value="{{fieldValue}}">
    {{/fields}}
    <button name="authentication" value="complete">Complete authentication</button>
    <button class="second" name="authentication" value="fail">Fail authentication</button>
    </form>
    {{/body}}{{/customer}}
    """
}

/// A value that a form remembers.
struct HiddenField: Sendable {
  let fieldName: String
  let fieldValue: String

  /// The fields of a form again, nested ones with their full names.
  static func all(of form: JSONObject, but left: Set<String> = []) -> [HiddenField] {
    form.members.filter { !left.contains($0.key) }.flatMap { all(of: $0.value, $0.key) }
  }

  private static func all(of value: JSONValue, _ name: String) -> [HiddenField] {
    if let text = value.string { return [HiddenField(fieldName: name, fieldValue: text)] }
    return (value.object?.members ?? []).flatMap { all(of: $0.value, "\(name)[\($0.key)]") }
  }
}
