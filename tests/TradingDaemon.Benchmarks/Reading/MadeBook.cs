namespace TradingDaemon.Benchmarks.Reading;

/// <summary>A made book, or what changed of it.</summary>
/// <param name="Number">From zero, which is the whole book.</param>
/// <param name="Bids">Bids told, best first; a size of zero is gone.</param>
/// <param name="Asks">Asks told, best first.</param>
/// <param name="BidsAfter">All bids after it, best first.</param>
/// <param name="AsksAfter">All asks after it, best first.</param>
internal sealed record MadeBook(
    int Number, KeyValuePair<decimal, decimal>[] Bids, KeyValuePair<decimal, decimal>[] Asks, KeyValuePair<decimal, decimal>[] BidsAfter, KeyValuePair<decimal, decimal>[] AsksAfter)
{
    /// <summary>Whether it is the whole of it.</summary>
    public bool IsSnapshot => Number == 0;
}
