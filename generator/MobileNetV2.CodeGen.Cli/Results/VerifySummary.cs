using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The verdict of a verification for people.</summary>
internal static class VerifySummary
{
    public static void Print(CliConsole console, VerifyReport report)
    {
        var kernels = KernelText.Of(report.Kernels, report.OfficialCmsisNn) + " kernels";
        console.Out.WriteLine(
            $"{TerminalText.OneLine(report.Model)} for {report.Target}, run on {report.Machine}, {kernels}, {report.Optimization}");
        console.Out.WriteLine(
            $"{TensorText.Counted(report.CasesRun, "case")}, {TensorText.Counted(report.TensorsCompared, "tensor")} compared");
        if (report.ScratchSizesChecked > 0)
            console.Out.WriteLine($"{TensorText.Counted(report.ScratchSizesChecked, "scratch size")} as in the linked library");
        if (report.FirstDifference is { } d)
        {
            console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"DIFFERENT: case {d.Case}, step {d.Step} {d.Operator}, tensor '{TerminalText.OneLine(d.Tensor)}', element "
                    + $"{d.Index}: expected {d.Expected}, got {d.Actual}"));
            console.Out.WriteLine(
                $"           {TensorText.Counted(d.DifferentElements, "element")} of this tensor "
                    + $"{(d.DifferentElements == 1 ? "differs" : "differ")}; all tensors before it are equal");
        }
        else
        {
            console.Out.WriteLine("bit-exact");
        }

        if (report.Expected.Length > 0)
            PrintExpected(console, report.Expected);
    }

    // Only the first: what follows from a difference differs too.
    private static void PrintExpected(CliConsole console, ImmutableArray<ExpectedComparison> expected)
    {
        var differ = expected.Where(e => e.Difference is not null).ToImmutableArray();
        console.Out.WriteLine(
            $"expected {TensorText.Counted(expected.Length, "tensor")} of another program, "
                + $"{TensorText.Count(expected.Length - differ.Length)} equal");
        if (differ is not [{ Difference: { } d } first, ..])
            return;
        console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"DIFFERENT: {first.Operator}, tensor '{TerminalText.OneLine(first.Tensor)}', element {d.Index}: here {d.Expected}, there "
                + $"{d.Actual} ({first.Source})"));
        console.Out.WriteLine(
            $"           {TensorText.Count(d.DifferentElements)} of {TensorText.Counted(first.Elements, "element")} differ, by at most "
            + d.Largest.ToString("G6", CultureInfo.InvariantCulture)
            + "; docs/why-python-gives-another-number.md tells which differences to expect");
    }
}
