using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Funds;

internal sealed class Conversion() : GateRule(
    RiskRule.CurrencyConversion,
    "The instrument's quote currency can be converted to the account's, by a pair that has a quote or by a parity.",
    "No rate from {currency} to the account currency.",
    ["currencyParity:<from/to>"])
{
    public override RiskRefusal? Judge(RiskCase order) => order.Rate is not null
        ? null
        : Refuse(0m, 0m, $"No rate from {order.Instrument.Quote} to the account currency.");
}
