using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Cli.Boards;

/// <summary>Gives inputs to a board and compares every tensor that it reports, and its outputs, with the reference interpreter.</summary>
internal static class BoardVerification
{
    /// <returns>Whether all bits are equal; null, with a diagnostic, when the board does not answer.</returns>
    public static Outcome<object> Run(CliConsole console, Graph graph, string port, Stream stream,
        ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>> cases, TimeSpan patience)
    {
        using var board = new BoardSession(stream, patience);
        try
        {
            board.Drain(TimeSpan.FromMilliseconds(300));
            var name = board.Ask("name").FirstOrDefault(l => l.StartsWith("m-name-dut-[", StringComparison.Ordinal)) ?? "m-name-dut-[?]";
            console.Out.WriteLine($"board    {TerminalText.OneLine(name["m-name-dut-[".Length..].TrimEnd(']'))} at {port}");
            var (equal, tensors) = (true, 0);
            ImmutableArray<string> answer = [];
            foreach (var inputs in cases)
            {
                board.Load(inputs);
                answer = board.Ask("mnv2 run");
                if (answer.FirstOrDefault(l => l.StartsWith("e-[", StringComparison.Ordinal)) is { } refusal)
                    return new(null, [CommandLineDiagnostics.BoardSilent(port, $"the board says: {TerminalText.OneLine(refusal)}")]);
                var trace = new ReferenceInterpreter(graph).Trace(inputs);
                var reported = BoardLog.Read(Encoding.ASCII.GetBytes(string.Join('\n', answer)));
                equal = BoardReport.Print(console, graph, trace, reported) && OutputsAreEqual(console, graph, trace, answer);
                tensors += reported.Length;
                if (!equal)
                    break;
            }

            PrintCycles(console, answer);
            console.Out.WriteLine(equal
                ? $"{TensorText.Counted(cases.Length, "case")}, {TensorText.Counted(tensors, "tensor")} and all outputs compared\nbit-exact"
                : "DIFFERENT");
            return new(equal, []);
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            return new(null, [CommandLineDiagnostics.BoardSilent(port, e.Message)]);
        }
    }

    private static bool OutputsAreEqual(CliConsole console, Graph graph, InterpreterTrace trace, ImmutableArray<string> answer)
    {
        var printed = new List<byte>();
        foreach (var line in answer.SkipWhile(l => !l.StartsWith("mnv2: output ", StringComparison.Ordinal))
            .Where(l => l.StartsWith("mnv2: data ", StringComparison.Ordinal)))
        {
            var hex = line["mnv2: data ".Length..];
            if (hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit))
                printed.AddRange(Convert.FromHexString(hex));
        }

        var expected = graph.Outputs.SelectMany(id => trace[id].ToArray()).ToArray();
        if (printed.SequenceEqual(expected))
            return true;
        console.Out.WriteLine(
            $"DIFFERENT: the outputs, {TensorText.Counted(printed.Count, "byte")} of {TensorText.Count(expected.Length)}");
        return false;
    }

    private static void PrintCycles(CliConsole console, ImmutableArray<string> answer)
    {
        var cycles = answer.Select(l => l.Split(' ')).Where(w => w is ["mnv2:", "cycles", _, _])
            .Select(w => (Step: w[2], Cycles: Number(w[3]))).ToArray();
        var all = cycles.Sum(c => c.Cycles);
        if (all == 0)
            return;
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Right("step"), TableColumn.Right("cycles"), TableColumn.Right("time")],
            [.. cycles.Select(c =>
                ImmutableArray.Create(TerminalText.OneLine(c.Step), TensorText.Count(c.Cycles), PlanTable.Share(c.Cycles, all)))]));
        console.Out.WriteLine($"cycles   {TensorText.Count(all)}, measured on the board");
    }

    private static long Number(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
