using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Parent orders that remember who wanted them ended; number 7 alone works.</summary>
internal sealed class RecordingParents : IParentControl
{
    public List<ParentRequest> Asked { get; } = [];

    public Task<ParentAnswer> CancelAsync(ParentRequest request)
    {
        Asked.Add(request);
        return Task.FromResult(new ParentAnswer(request.Number == 7, "So it is."));
    }
}
