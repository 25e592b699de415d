using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Simulation.Verification;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>The verdict of a verification for people.</summary>
internal static class VerifySummary
{
    public static void Print(CliConsole console, VerifyReport report)
    {
        var kernels = KernelText.Of(report.Kernels, report.OfficialCmsisNn) + " kernels";
        console.Out.WriteLine($"{TerminalText.OneLine(report.Model)} for {report.Target}, run on {report.Machine}, {kernels}, {report.Optimization}");
        console.Out.WriteLine($"{TensorText.Counted(report.CasesRun, "case")}, {TensorText.Counted(report.TensorsCompared, "tensor")} compared");
        if (report.ScratchSizesChecked > 0)
            console.Out.WriteLine($"{TensorText.Counted(report.ScratchSizesChecked, "scratch size")} as in the linked library");
        if (report.FirstDifference is { } d)
        {
            console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"DIFFERENT: case {d.Case}, step {d.Step} {d.Operator}, tensor '{TerminalText.OneLine(d.Tensor)}', element {d.Index}: expected {d.Expected}, got {d.Actual}"));
            console.Out.WriteLine($"           {TensorText.Counted(d.DifferentElements, "element")} of this tensor {(d.DifferentElements == 1 ? "differs" : "differ")}; all tensors before it are equal");
        }
        else
        {
            console.Out.WriteLine("bit-exact");
        }
    }
}
