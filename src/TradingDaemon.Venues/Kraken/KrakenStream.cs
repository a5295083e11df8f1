using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>
/// The account's events over Kraken's private stream: a token that opens it, the executions channel, and its numbers, of which none may be missing.
/// What it tells beside, the account's tier and the state of the venue, is passed on.
/// </summary>
internal sealed class KrakenStream(VenueSetup setup, VenueDesk desk, KrakenAccount account, KrakenLimits limits, RuleBook rules) : IAccountWords
{
    private readonly KrakenReader _reader = new(setup.Instruments);
    private readonly WirePayload _payload = new();
    private long _sequence;

    /// <inheritdoc/>
    public byte[] KeepAlive { get; } = """{"method":"ping"}"""u8.ToArray();

    /// <inheritdoc/>
    public async ValueTask<IStreamLink> OpenAsync(CancellationToken stopping)
    {
        var token = await account.StreamTokenAsync(stopping);
        return await AccountLink.OpenAsync(setup, desk.Line, async link =>
        {
            _reader.Begin();
            _sequence = 0;
            await link.SendAsync(KrakenRequests.AskForExecutions(token), stopping);
            await AccountLink.UntilAsync(link, setup, Read, static told => told.IsTaken, stopping);
        }, stopping);
    }

    /// <inheritdoc/>
    public void Read(ReadOnlyMemory<byte> frame, Answer into)
    {
        var root = _payload.Read(frame.Span);
        if (root["result"u8]["maxratecount"u8].AsLong() is { } most) limits.Learn(most);
        if (root["channel"u8].Is("executions"u8) && root["sequence"u8].AsLong() is { } sequence && sequence != ++_sequence)
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SEQUENCE_GAP", $"Message {_sequence} of the executions is missing; {sequence} came."));
        _reader.Read(frame.Span, default, into);
        into.Fills.RemoveAll(static fill => fill.Fee is null); // told without its fee, it is left to the history, which has it
        foreach (var (of, _, status, _) in into.States)
            if (of == "venue") rules.Close(KrakenMarket.Closed(status));
        if (into.Said is { } said) throw new VenueException(new VenueFault(KindOf(said.Kind, said.Message), said.Code ?? "STREAM", said.Message));
    }

    // A token that ran out is no refused key: the next connection has a new one.
    private static VenueFaultKind KindOf(VenueFaultKind kind, string text) =>
        text.StartsWith("ESession:", StringComparison.Ordinal) || text.StartsWith("Token(s)", StringComparison.Ordinal) ? VenueFaultKind.Retry : kind;
}
