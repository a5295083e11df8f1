using TradingDaemon.Operations.Closing;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Remembers who wanted what closed; of the strategy alpha alone there is anything.</summary>
internal sealed class RecordingClosing : IStrategyClosing
{
    public List<CloseRequest> Asked { get; } = [];

    public Task<CloseAnswer> CloseAsync(CloseRequest request)
    {
        Asked.Add(request);
        return Task.FromResult(request.Strategy == "alpha" ? new CloseAnswer(true, "Closed.") : new CloseAnswer(false, "There is no such strategy."));
    }
}
