using System.Globalization;
using System.Text.Json;
using TradingDaemon.Operations.Control;

namespace TradingDaemon.Cli.Emergency;

/// <summary>Prints what the emergency stop answers: for people, what is new since it was printed last; as JSON, one object a line.</summary>
internal sealed class EmergencyPrint(TextWriter output, TextWriter error, bool isJson)
{
    private readonly HashSet<string> _printed = new(StringComparer.Ordinal); // the lines of one act

    /// <summary>Prints an answer; of its report only what belongs to the act that was asked for.</summary>
    public async Task AnswerAsync(ControlAnswer answer, EmergencyAct act)
    {
        if (isJson)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(answer, ControlJson.Default.ControlAnswer));
            return;
        }

        await (answer.IsDone ? output : error).WriteLineAsync(answer.IsDone ? answer.Message : $"error: {answer.Message}");
        if (answer.Emergency is not { } view) return;
        if (act != EmergencyAct.Preview) await NewAsync($"  state {view.State.ToString().ToUpperInvariant()} since {view.Since:u} by {view.Source}: {view.Reason}");
        if (view.Report is { } report && report.Act == act) await ReportAsync(report);
    }

    private async Task ReportAsync(EmergencyReport report)
    {
        foreach (var step in report.Steps) await NewAsync($"  {(step.IsDone ? "done  " : "FAILED")} {step.Name}: {step.Detail}");
        foreach (var line in report.Closes) await NewAsync(string.Create(CultureInfo.InvariantCulture, $"  {line.Outcome} {line.Side} {line.QuantityBase} {line.Symbol} at {line.Venue}, worst price {line.LimitQuote?.ToString(CultureInfo.InvariantCulture) ?? "any"}{Filled(line.FilledBase, line.ClientOrderId)}{(line.Why.Length == 0 ? "" : $": {line.Why}")}"));
        if (report is { Act: EmergencyAct.Flatten, EndedAt: null }) await NewAsync($"  {report.PositionsLeft.Length} positions left");
        if (report.EndedAt is null) return;
        foreach (var order in report.OrdersLeft) await NewAsync(string.Create(CultureInfo.InvariantCulture, $"  order left {order.Side} {order.QuantityBase} {order.Symbol} at {order.Venue}, filled {order.FilledBase} {order.ClientOrderId} {order.VenueOrderId}"));
        foreach (var left in report.PositionsLeft) await NewAsync(string.Create(CultureInfo.InvariantCulture, $"  position left {left.NetBase} {left.Symbol} at {left.Venue}: {left.Why}"));
        foreach (var what in report.Unanswered) await NewAsync($"  NOT ANSWERED {what}");
        foreach (var block in report.BlocksLeft) await NewAsync($"  block left {block}");
    }

    // What a dry run would send has no id yet, and nothing filled to tell.
    private static string Filled(decimal filledBase, string clientOrderId) =>
        clientOrderId.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", filled {filledBase} {clientOrderId}");

    private async Task NewAsync(string line)
    {
        if (_printed.Add(line)) await output.WriteLineAsync(line);
    }
}
