using System.Net;
using System.Text;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Reports.Comparison;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Templates;

namespace MobileNetV2.CodeGen.Reports.Page;

/// <summary>A page that a browser shows without any other file and without a network. The scripts draw it from one block of data.</summary>
internal static class ReportPage
{
    private const string Folder = "templates/report/";

    public static string Of(PlanReport plan, PlanMeasurement? measured, PlanErrors? errors = null) => Render(
        $"{plan.Model} for {plan.Target}",
        new ModelNames(plan.Name),
        new ReportData([new ReportPlan("", plan.AsCompiled, PlanAdvice.Of(plan.AsCompiled), measured, errors)], null));

    public static string Of(PlanReport first, PlanReport second, PlanComparison comparison) => Render(
        $"{comparison.First} and {comparison.Second}",
        new ModelNames(first.Name),
        new ReportData(
            [
                new ReportPlan(comparison.First, first, PlanAdvice.Of(first), null),
                new ReportPlan(comparison.Second, second, PlanAdvice.Of(second), null),
            ],
            comparison));

    /// <summary>The page as a file of the output; drawn up when it is written, since working out the alternatives takes a moment.</summary>
    public static GeneratedFile File(string path, Func<PlanReport> plan) =>
        new(path, output => output.Write(Encoding.UTF8.GetBytes(Of(plan(), null))));

    private static string Render(string title, ModelNames names, ReportData data) => TemplateSet.Render(
        "report/page.html",
        names,
        new PageView(WebUtility.HtmlEncode(title), Joined(".css"), ReportJson.Write(data), Joined(".js")));

    // The files' numbers are their order.
    private static string Joined(string extension) =>
        string.Join('\n', EmbeddedFiles.Below(Folder).Where(f => f.EndsWith(extension, StringComparison.Ordinal))
            .Select(EmbeddedFiles.ReadText));
}
