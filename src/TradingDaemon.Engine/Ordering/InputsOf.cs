using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Ordering;

/// <summary>By what a refusal was judged. Made of refusals alone: an order that passes has its own numbers.</summary>
internal static class InputsOf
{
    /// <summary>Of a wish.</summary>
    /// <param name="account">The account.</param>
    /// <param name="wish">What was refused.</param>
    /// <param name="instrument">In what.</param>
    /// <param name="order">The order the gate was asked about; null when it was not asked.</param>
    /// <param name="judgedAt">Number of the newest fact when it was judged.</param>
    public static RefusalInputs Refused(TradingAccount account, in Wish wish, Instrument instrument, RiskCase? order, long judgedAt) => new(judgedAt, account.Books.Configuration.Number)
    {
        Quote = QuoteOf(account, instrument, order), Parent = wish.Child?.Parent.Id, Part = wish.Child?.Number, Layer = wish.Quote?.Layer,
        Wanted = wish.Child is null && wish.Signal is null ? wish.Reason : null,
    };

    private static JudgedQuote? QuoteOf(TradingAccount account, Instrument instrument, RiskCase? order)
    {
        if ((order?.Quote ?? account.Marks.Find(instrument.Id)) is not { } quote) return null;
        var quoted = account.Setup.Catalog[quote.Instrument];
        return new(quoted.Venue, quoted.Symbol, quote.SourceTime, quote.ReceivedTime, quote.Bid.QuotePerBase, quote.Ask.QuotePerBase);
    }
}
