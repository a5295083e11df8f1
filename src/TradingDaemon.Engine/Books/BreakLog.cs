using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Engine.Books;

/// <summary>Tells each difference once, and again only when it changes: a venue is asked many times a minute.</summary>
/// <param name="log">Where it becomes a fact.</param>
public sealed class BreakLog(FactLog log)
{
    // More differences at once than anybody reads; past it they are told again, which does no harm.
    private const int ToldMax = 1_000;

    private readonly Dictionary<(string Venue, string Subject), Fact.BreakFound> _told = [];

    /// <summary>Makes a difference a fact unless exactly it was told before.</summary>
    public void Tell(string venue, string subject, string ours, string theirs, string resolution, DateTimeOffset now)
    {
        var found = new Fact.BreakFound(venue, subject, ours, theirs, resolution);
        if (_told.TryGetValue((venue, subject), out var before) && before == found) return;
        if (_told.Count >= ToldMax) _told.Clear();
        _told[(venue, subject)] = found;
        log.Emit(found, now);
    }

    /// <summary>Forgets the differences of a venue that are gone, so that they are news when they come back.</summary>
    public void Agreed(string venue)
    {
        if (_told.Count == 0) return;
        foreach (var key in _told.Keys.Where(key => key.Venue == venue).ToList()) _told.Remove(key);
    }
}
