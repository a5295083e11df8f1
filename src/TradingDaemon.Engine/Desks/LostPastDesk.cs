using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Sees from an id a venue tells that the books are older than the orders: they were restored from a copy after which the daemon traded
/// on, or a second daemon trades on the account. What the order did is judged like a stranger's; here a new epoch begins, so that no id
/// of the history the books do not know is ever given again, and the account is halted: a halt of that history is not in the books
/// either, and what a strategy would exit may be closed already.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="emergency">Where it is halted.</param>
public sealed class LostPastDesk(TradingAccount account, EmergencyDesk emergency)
{
    /// <summary>Who halted, when this did.</summary>
    public const string Source = "books-older";

    /// <summary>What such a difference is found in.</summary>
    public const string Subject = "books";

    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal); // by venue, the epoch it was told in: one of all the orders is enough

    /// <summary>Looks at the id of an order that is not in the books.</summary>
    /// <param name="venue">Who tells it; null in news of an order, which name no venue: the comparison with it tells the difference then.</param>
    /// <param name="id">The id.</param>
    /// <param name="now">The engine's time.</param>
    public void Look(string? venue, ClientOrderId id, DateTimeOffset now)
    {
        var books = account.Books;
        if (books.Epoch == 0 || !id.TryRead(out var epoch, out var intent) || id.MayBeOf(StrategyId.Emergency)) return; // the emergency stop numbers its orders itself
        if (!books.Ids.IsUnheardOf(epoch, intent) || !(books.Ids.Has(epoch) || IsTaggedAsOurs(id))) return;
        var isClash = epoch >= books.Epoch;
        var teller = venue ?? "A venue";
        if (!isClash && _told.GetValueOrDefault(teller) == books.Epoch) return;
        if (books.Emergency != EmergencyState.Halted && (isClash || !_told.ContainsValue(books.Epoch))) // whoever resumed knows
            emergency.Set(new Command.SetEmergency(EmergencyState.Halted, Source, $"{teller} tells of order {id}, which the books never gave: they are older than the venue. A halt since then may be missing too; look, then resume."), now);
        var newest = $"the newest intent is {books.IntentSequence}";
        if (isClash) account.Log.Emit(new Fact.EpochBegun(OrderEpoch.After(epoch, now), $"{teller} tells of order {id}, which the books never gave."), now);
        _told[teller] = books.Epoch;
        if (venue is null) return;
        account.Breaks.Tell(venue, Subject, newest, $"order {id}", $"the books are older than the venue: restored from a backup, or a second daemon on the account? Ids are of epoch {books.Epoch} from here on", now);
    }

    private bool IsTaggedAsOurs(ClientOrderId id) => account.Setup.Tiers.All.Any(tier => tier.Strategies.Any(spec => id.MayBeOf(spec.Id)));
}
