using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Instruments;

internal sealed class AccountOwner() : GateRule(
    RiskRule.AccountOwner,
    "The order is of this account's owner and tenant, and of nobody else's.",
    "The order is of {owner}, the account is {owner}'s.",
    ["uid", "tenant"],
    bindsExits: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        var intent = order.Intent;
        return intent.Uid == order.Uid && intent.Tenant == order.Tenant
            ? null
            : Refuse(0m, 1m, $"The order is of {intent.Tenant}/{intent.Uid}, the account is {order.Tenant}/{order.Uid}'s.");
    }
}
