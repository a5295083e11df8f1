namespace TradingDaemon.Engine.Evaluation;

/// <summary>Words for what strategies throw.</summary>
internal static class Faults
{
    private const int TextLengthMax = 300; // enough to find the cause; a dump of someone's state is not wanted in every alert

    /// <summary>Type and message of an exception, cut to a readable length.</summary>
    public static string Describe(Exception fault)
    {
        var text = $"{fault.GetType().Name}: {fault.Message}";
        return text.Length <= TextLengthMax ? text : text[..TextLengthMax];
    }
}
