/// The services by which behaviors do what concerns objects of several kinds.
extension Workspace {
  var customers: CustomerService { CustomerService(workspace: self) }
}
