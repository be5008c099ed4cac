/// A step of the portal: a question, and the form that answers it.
struct PortalFormView: PageView {
  let title: String
  var problem: String?
  var sentence: String?
  let action: String
  var hidden: [HiddenField] = []
  var reasons: [Reason] = []
  var inputs: [Input] = []
  var address: AddressFields?
  var shipping: AddressFields?
  var cards: [CardFields.Choice] = []
  var otherNumber = ""
  let submit: String
  let back: String?
  var backWords = "Go back"

  /// Why a customer cancels.
  struct Reason: Sendable {
    let reason: String
    let words: String
  }

  /// A text to be entered.
  struct Input: Sendable {
    let input: String
    let label: String
    let kind: String
    let value: String
  }

  static let template = """
    {{<customer}}{{$body}}
    {{#sentence}}<p>{{sentence}}</p>{{/sentence}}
    <form method="post" action="{{action}}">
    {{#hidden}}<input type="hidden" name="{{fieldName}}" value="{{fieldValue}}">
    {{/hidden}}
    {{^empty(cards)}}{{>card}}{{/empty(cards)}}
    {{^empty(reasons)}}
    <label for="feedback">Why do you cancel? <span class="note">optional</span></label>
    <select id="feedback" name="feedback"><option value=""></option>
    {{#reasons}}<option value="{{reason}}">{{words}}</option>
    {{/reasons}}</select>
    {{/empty(reasons)}}
    {{#inputs}}
    <label for="{{input}}">{{label}}</label>
    <input id="{{input}}" name="{{input}}" type="{{kind}}" value="{{value}}">
    {{/inputs}}
    {{#address}}{{>address}}{{/address}}
    {{#shipping}}{{>address}}{{/shipping}}
    <button>{{submit}}</button>
    </form>
    {{#back}}<a class="button second" href="{{back}}">{{backWords}}</a>{{/back}}
    {{/body}}{{/customer}}
    """
}
