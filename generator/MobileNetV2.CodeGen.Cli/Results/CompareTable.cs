using System.Collections.Immutable;
using System.Globalization;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Reports.Comparison;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>Two plans for people.</summary>
internal static class CompareTable
{
    private const int ShownOperators = 20;

    public static void Print(CliConsole console, PlanComparison comparison)
    {
        TablePrinter.Print(console, new TextTable(
            [TableColumn.Left(""), TableColumn.Right(comparison.First), TableColumn.Right(comparison.Second),
                TableColumn.Right("difference"), TableColumn.Right("")],
            [.. comparison.Figures.Select(Row), .. comparison.Settings.Where(s => !s.IsEqual && s.Name != "options").Select(Row)]));
        var different = comparison.Operators.Where(o => !o.IsEqual).OrderByDescending(o => Math.Abs(Difference(o))).ToArray();
        console.Out.WriteLine();
        if (different.Length == 0)
        {
            console.Out.WriteLine("every operator runs by the same kernels at the same estimated cost");
            return;
        }

        console.Out.WriteLine(
            $"{different.Length} of {TensorText.Counted(comparison.Operators.Length, "operator")} "
                + (different.Length == 1 ? "differs" : "differ")
                + $"{(different.Length > ShownOperators ? $", the {ShownOperators} that differ most" : "")}:");
        TablePrinter.Print(console, new TextTable(
            [
                TableColumn.Left("operator") with { LeftOut = 3 }, TableColumn.Left("tensor") with { Folds = true },
                TableColumn.Left(comparison.First) with { Folds = true, LeftOut = 1 },
                TableColumn.Left(comparison.Second) with { Folds = true },
                TableColumn.Right("est. instructions") with { LeftOut = 2 }, TableColumn.Right("difference"),
            ],
            [
                .. different.Take(ShownOperators).Select(o => ImmutableArray.Create(
                    o.Kind, TensorText.Name(o.Name), Work(o.First), Work(o.Second), o.Second is { } s
                        ? TensorText.Count(s.EstimatedInstructions)
                        : "", Signed(Difference(o)))),
            ]));
    }

    private static ImmutableArray<string> Row(ComparedFigure f) =>
    [
        f.Unit.Length > 0 ? $"{f.Name}, {f.Unit}" : f.Name,
        TensorText.Count(f.First),
        TensorText.Count(f.Second),
        Signed(f.Difference),
        f.Difference == 0 || f.First == 0
            ? ""
            : (100.0 * f.Difference / f.First).ToString("+0.0;-0.0", CultureInfo.InvariantCulture) + " %",
    ];

    private static ImmutableArray<string> Row(ComparedSetting s) => [s.Name, Short(s.First), Short(s.Second), "", ""];

    // A digest in full says no more to people than its beginning.
    private static string Short(string text) => text.Length == 64 ? text[..12] : text;

    private static string Work(ComparedWork? work) => work switch
    {
        null => "not there",
        { Step: null } => "no step",
        _ => $"{string.Join(' ', work.Functions.Distinct())}{(work.IsStreamed ? " streamed" : "")}",
    };

    private static long Difference(ComparedOperator o) => (o.Second?.EstimatedInstructions ?? 0) - (o.First?.EstimatedInstructions ?? 0);

    private static string Signed(long value) => value.ToString("+#,0;-#,0;''", CultureInfo.InvariantCulture);
}
