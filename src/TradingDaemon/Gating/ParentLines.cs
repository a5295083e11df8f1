using System.Collections.Immutable;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Gating;

/// <summary>One line a parent order that has not ended.</summary>
internal static class ParentLines
{
    /// <summary>In the order they were opened.</summary>
    public static ImmutableArray<ParentLine> Of(TradingAccount account) => account.Books.Parents.Count == 0 ? [] :
    [
        .. account.Books.Parents.All.Select(parent => new ParentLine(
            parent.Order.Id.Number, Word(parent.Order.Terms.Algorithm), parent.Order.Strategy.Text, parent.Order.Symbol.Text, Word(parent.Order.Side), parent.Order.QuantityBase, parent.FilledBase,
            ParentBook.InFlightBase(parent.Order.Id, account.Books.Orders.Open), parent.Children, parent.Order.StartAt, parent.Order.EndAt, parent.Order.CapQuote, parent.Paused, parent.EndingReason)),
    ];

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
