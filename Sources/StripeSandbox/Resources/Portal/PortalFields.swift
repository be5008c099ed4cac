import JSON

/// The fields of portal sessions that are computed with.
struct PortalSessionFields: ObjectFields {
  static let table = PortalSessionFields()
  static let typeName = "billing_portal.session"

  let configuration = FieldKey<String>("configuration")
  let customer = FieldKey<String>("customer")
  let flow = FieldKey<JSONObject?>("flow")
  let locale = FieldKey<String?>("locale")
  let returnURL = FieldKey<String?>("return_url")
  let url = FieldKey<String>("url")
}

typealias PortalSession = ObjectView<PortalSessionFields>

/// The fields of portal configurations that are computed with.
struct PortalConfigurationFields: ObjectFields {
  static let table = PortalConfigurationFields()
  static let typeName = "billing_portal.configuration"

  let defaultReturnURL = FieldKey<String?>("default_return_url")
  let isDefault = FieldKey<Bool>("is_default")
  let loginPage = FieldKey<JSONObject>("login_page")
  let updated = FieldKey<Int>("updated")
}

typealias PortalConfiguration = ObjectView<PortalConfigurationFields>
