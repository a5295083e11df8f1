using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>What an execution costs, and in which currency.</summary>
internal sealed class FeePricing(InstrumentBook[] books, BuyingPower power)
{
    /// <summary>The fee of one side of a trade. Each amount is cut after eight decimals.</summary>
    public ChargedFee Charge(ExchangeOrder order, ExchangeAccount account, ExchangeInstrument instrument, PlannedTrade trade, LiquidityRole role)
    {
        var inQuote = account.RatesFor(instrument).Fee(instrument.Notional(trade.Price, trade.Quantity), trade.Quantity, role);
        var payment = account.PaymentFor(instrument);
        if (payment.Currency == FeeCurrency.Base && order.Request.Side == Side.Buy)
            return new ChargedFee(FeeRates.Cut(inQuote / instrument.Notional(trade.Price, 1m)), instrument.Base, FeeCurrency.Base);
        return payment is { Currency: FeeCurrency.Third, ThirdAsset: { } third } && InThird(account, instrument.Quote, third, inQuote) is { } fee
            ? fee
            : new ChargedFee(inQuote, instrument.Quote, FeeCurrency.Quote);
    }

    private ChargedFee? InThird(ExchangeAccount account, string quote, string third, decimal inQuote)
    {
        if (third == quote || MarkOf(third, quote) is not (> 0m and var mark)) return null;
        var amount = FeeRates.Cut(inQuote / mark);
        return amount <= power.FreeCash(account, third) ? new ChargedFee(amount, third, FeeCurrency.Third) : null;
    }

    private decimal MarkOf(string asset, string quote)
    {
        foreach (var book in books)
            if (book.Instrument.Base == asset && book.Instrument.Quote == quote && book.Instrument.Multiplier == 1m) return book.Market.Mark;
        return 0m;
    }
}
