using System.Collections.Concurrent;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Templates.Quoting;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace MobileNetV2.CodeGen.Templates;

/// <summary>The embedded templates, parsed once. Rendering is strict: an unknown name is an error, and nothing is cut.</summary>
internal static class TemplateSet
{
    private static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);

    /// <summary>
    /// Renders <c>templates/NAME.scriban</c>. Members of <paramref name="view"/> are global names, in snake case;
    /// <c>m</c> and <c>M</c> are the prefixes of the model.
    /// </summary>
    public static string Render(string name, ModelNames names, object view) => Render(Load(name), OutputFormat.Of(name), names, view);

    /// <summary>Renders a template that is not in the set: how tests look at the rules.</summary>
    public static string RenderText(string text, ModelNames names, object view) => Render(Parse(text, "text"), OutputFormat.C, names, view);

    private static string Render(Template template, OutputFormat format, ModelNames names, object view)
    {
        var globals = new ScriptObject();
        globals.Import(view);
        globals["m"] = names.Prefix;
        globals["M"] = names.MacroPrefix;
        var context = format.Quote is { } quote ? new QuotingContext(quote) : new TemplateContext();
        context.StrictVariables = true;
        context.EnableRelaxedMemberAccess = false;
        context.LoopLimit = 0;
        context.LoopLimitQueryable = 0;
        context.LimitToString = 0;
        context.OutputLimit = 0;
        context.NewLine = "\n";
        context.AutoIndent = false;
        context.TemplateLoader = Loader.Instance;
        foreach (var (path, parsed) in Parsed)
            context.CachedTemplates[path] = parsed;
        context.PushGlobal(globals);
        return template.Render(context);
    }

    private static Template Load(string name) =>
        Parsed.GetOrAdd(name, static n => Parse(EmbeddedFiles.ReadText($"templates/{n}.scriban"), n));

    private static Template Parse(string text, string name)
    {
        var template = Template.Parse(text, name);
        return template.HasErrors
            ? throw new InvalidOperationException($"template '{name}': {string.Join("; ", template.Messages)}")
            : template;
    }

    /// <summary>Gives <c>include 'name'</c> the templates of this set only.</summary>
    private sealed class Loader : ITemplateLoader
    {
        public static readonly Loader Instance = new();

        public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) => templateName;

        public string Load(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            EmbeddedFiles.ReadText($"templates/{templatePath}.scriban");

        public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            new(Load(context, callerSpan, templatePath));
    }
}
