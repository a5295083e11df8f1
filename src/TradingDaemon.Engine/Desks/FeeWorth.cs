using TradingDaemon.Domain.Facts;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>What a fee in a third asset is worth when it is booked. It becomes part of the fact: at a recovery the prices of then are gone.</summary>
internal static class FeeWorth
{
    /// <summary>The fact with its fee's worth; as it was when the fee is in base or quote, or nothing tells what it is worth.</summary>
    public static Fact.FillBooked Of(TradingAccount account, Fact.FillBooked booked)
    {
        var (fill, valuation) = (booked.Fill, account.Valuation);
        if (account.Setup.Catalog.Find(fill.Symbol) is not { } traded || fill.Fee.Currency == traded.Base || fill.Fee.Currency == traded.Quote) return booked;
        if (fill.FeeHolding is not { } charged)
            return valuation.Rate(fill.Fee.Currency.Code) is { } paid && valuation.Rate(traded) is { } into ? booked with { FeeQuote = fill.Fee.Amount * paid / into } : booked;
        if (account.Setup.Catalog.Find(charged) is not { } holding || account.Marks.ExitPrice(holding.Id, account.Books.Positions.NetBase(holding.Id)) is not { } price) return booked;
        var worth = holding.Notional(price, fill.Fee.Amount);
        if (holding.Quote == traded.Quote) return booked with { FeeQuote = worth, FeePriceQuote = price };
        return valuation.Rate(holding) is { } from && valuation.Rate(traded) is { } to ? booked with { FeeQuote = worth * from / to, FeePriceQuote = price } : booked;
    }
}
