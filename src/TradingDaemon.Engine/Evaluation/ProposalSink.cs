using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>
/// Holds what one strategy instance proposes during one evaluation, until the room reads it. It lives and dies with its
/// instance: what a discarded one still proposes, on an abandoned thread, reaches nobody.
/// </summary>
internal sealed class ProposalSink : ISignalSink
{
    /// <summary>Proposals kept of one evaluation: an honest opinion on one instrument is one or two, so more is a runaway loop.</summary>
    public const int ProposalsMax = 8;

    private SignalProposal[]? _proposals;
    private volatile bool _isDisconnected;

    /// <summary>Proposals waiting, 0…<see cref="ProposalsMax"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Proposals dropped because there were too many at once.</summary>
    public int Overflow { get; private set; }

    /// <summary>The proposals waiting, in the order made.</summary>
    public ReadOnlySpan<SignalProposal> Waiting => _proposals.AsSpan(0, Count);

    /// <inheritdoc/>
    public void Propose(in SignalProposal proposal)
    {
        if (_isDisconnected) return;
        _proposals ??= new SignalProposal[ProposalsMax];
        if (Count < ProposalsMax) _proposals[Count++] = proposal;
        else Overflow = Math.Min(Overflow + 1, int.MaxValue - 1);
    }

    /// <summary>The newest set waiting, or null.</summary>
    public QuoteSet? Set { get; private set; }

    /// <summary>Whether anything waits.</summary>
    public bool IsEmpty => Count == 0 && Set is null;

    /// <inheritdoc/>
    public void Quote(QuoteSet set)
    {
        if (!_isDisconnected) Set = set;
    }

    /// <summary>Forgets what was read.</summary>
    public void Clear() => (Count, Overflow, Set) = (0, 0, null);

    /// <summary>From now on proposals go nowhere.</summary>
    public void Disconnect() => _isDisconnected = true;
}
