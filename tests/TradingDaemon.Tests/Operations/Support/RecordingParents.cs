using TradingDaemon.Operations.Parents;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Parent orders that remember who wanted what of them; number 7 alone works.</summary>
internal sealed class RecordingParents : IParentControl
{
    public List<ParentRequest> Asked { get; } = [];

    public Task<ParentAnswer> CancelAsync(ParentRequest request) => Answer(request, "Cancelled.");

    public Task<ParentAnswer> PauseAsync(ParentRequest request) => Answer(request, "Paused.");

    public Task<ParentAnswer> ResumeAsync(ParentRequest request) => Answer(request, "Resumed.");

    private Task<ParentAnswer> Answer(ParentRequest request, string message)
    {
        Asked.Add(request);
        return Task.FromResult(new ParentAnswer(request.Number == 7, message));
    }
}
