using System.Collections.Immutable;
using System.Text;
using MobileNetV2.CodeGen.Emission.BuildSystems;
using MobileNetV2.CodeGen.Files;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Reports.Page;
using MobileNetV2.CodeGen.Reports.Plan;
using MobileNetV2.CodeGen.Templates;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>A planned program as C files. Everything is rendered here;
/// writing a file later only copies text and streams constants.</summary>
internal static class CEmitter
{
    /// <param name="alternatives">Works out the frontier of RAM against cost; asked when the report page is written.</param>
    public static ImmutableArray<GeneratedFile> Emit(
        ProvedProgram program, EmissionContext context, Func<ImmutableArray<PlanAlternative>> alternatives)
    {
        var view = ModelViewBuilder.Build(program.Planned, context);
        var m = context.Names.Prefix;
        var src = context.SourceFolder;
        return
        [
            Rendered($"{src}{m}.h", "model.h"),
            Rendered($"{src}{m}.c", "model.c"),
            .. Weights(),
            .. view.Head is not null ? [Rendered($"{src}{m}_head.c", "head.c")] : ImmutableArray<GeneratedFile>.Empty,
            .. context.HasHarness ? [Rendered($"{src}{m}_board.h", "board.h"), Rendered($"{src}{m}_board.c", "board.c")]
                : ImmutableArray<GeneratedFile>.Empty,
            .. view.Runtime.Generated.Select(g => Text(src + g.FileName, g.Text)),
            .. RuntimeLibrary.Files(view.Runtime).Select(f => Text(src + f, RuntimeLibrary.Text(f))),
            .. context.Formats.Distinct().SelectMany(f => BuildFiles.Of(f, m)).Select(f => Rendered(f.Path, f.Template)),
            .. view.Sections.IsEmpty ? [] : new[] { Rendered($"{m}_sections.ld", "sections.ld") },
            Text($"{m}_report.json", context.Report.ToJson()),
            ReportPage.File($"{m}_report.html", () => context.Report with { Alternatives = alternatives() }),
        ];

        GeneratedFile Rendered(string path, string template) => Text(path, TemplateSet.Render(template, context.Names, view));

        IEnumerable<GeneratedFile> Weights()
        {
            if (!view.Weights.Exist)
                yield break;
            yield return Rendered($"{src}{m}_weights.h", "weights.h");
            if (view.Weights.IsC)
                yield return WeightsSource.File(
                    $"{src}{m}_weights.c", TemplateSet.Render("weights.c", context.Names, view), context.Weights);
            else
                yield return WeightsImage.File($"{src}{m}_weights.bin", context.Weights, hasFingerprint: view.Weights.IsBound);
            if (view.Weights.IsIncBin)
                yield return Rendered($"{src}{m}_weights.c", "weights_incbin.c");
        }
    }

    private static GeneratedFile Text(string path, string text) => new(path, output => output.Write(Encoding.UTF8.GetBytes(text)));
}
