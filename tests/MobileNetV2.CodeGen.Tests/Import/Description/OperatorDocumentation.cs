using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Import.Description;

/// <summary>What the page and the schema say of operators, made from their definitions.</summary>
internal static class OperatorDocumentation
{
    private const string Common = """
                      "id": { "description": "Number in reports.", "type": "integer", "minimum": 0, "maximum": 999999 },
                      "inputs": { "type": "array", "items": { "type": "string" }, "minItems": 1 },
                      "outputs": { "type": "array", "items": { "type": "string" }, "minItems": 1 }
        """;

    private const string Heading = "| `op` | inputs, and outputs where they are not plain | own properties |\n|---|---|---|\n";

    /// <summary>The rows of the page's table; kinds of which the same is to be said share one.</summary>
    public static string Table => Heading + string.Concat(
        OperatorCatalog.All.GroupBy(d => $"{Operands(d)} | {Properties(d)}", StringComparer.Ordinal)
            .Select(g => $"| {Kinds(g, "`")} | {g.Key} |\n"));

    /// <summary>The alternatives of the schema; kinds with the same properties share one.</summary>
    public static string Schema => string.Join(
        ",\n",
        OperatorCatalog.All.GroupBy(Form, StringComparer.Ordinal)
            .Select(g => g.Key.Replace("KINDS", Kinds(g, "\""), StringComparison.Ordinal))) + "\n";

    private static string Kinds(IEnumerable<OperatorDefinition> definitions, string quote) =>
        string.Join(", ", definitions.SelectMany(d => d.Kinds).Select(k => quote + k + quote));

    private static string Operands(OperatorDefinition definition)
    {
        var inputs = string.Join(", ", definition.Inputs.Select((o, i) => Operand(o, i > 0 ? definition.Inputs[i - 1] : null)).Distinct());
        var own = definition.Inputs[0].Types;
        return definition.Outputs switch
        {
            [{ IsRepeated: true } many] => $"{inputs}; {Operand(many, null)}",
            [var one] when one.Title != one.Name => $"{inputs}; output: {one.Title}",
            [var one] when !one.Types.IsEmpty && !one.Types.SequenceEqual(own) => $"{inputs}; the output is {Names(one.Types)}",
            [_] => inputs,
            var several => $"{inputs}; outputs {string.Join(", ", several.Select(o => o.Title))}",
        };
    }

    /// <param name="before">Its neighbour: types are said once.</param>
    private static string Operand(Operand operand, Operand? before) =>
        (operand.IsRepeated ? "1 or more " : "") + operand.Title
        + (operand.Role == OperandRole.Activation && !operand.Types.IsEmpty && !operand.Types.Contains(ElementType.Int8)
            && (before is null || !before.Types.SequenceEqual(operand.Types))
            ? $": {Names(operand.Types)}"
            : "")
        + (operand.IsOptional ? " (optional)" : "");

    private static string Names(ImmutableArray<ElementType> types) => types.Length == 1
        ? Words.Of(types[0])
        : $"{string.Join(", ", types.SkipLast(1).Select(Words.Of))} or {Words.Of(types[^1])}";

    private static string Properties(OperatorDefinition definition)
    {
        var read = PropertyRecorder.Of(definition);
        var all = definition.Attributes.Select(a => Property(a, read[a.Name])).ToArray();
        return all.Length == 0 ? "none" : string.Join(definition.Attributes.Any(a => a.Note.Length > 0) ? "; " : ", ", all);
    }

    private static string Property(OperatorAttribute attribute, RecordedProperty read) =>
        $"`{attribute.Name}`{(read.Default is { Length: > 0 } absent ? $" (default {absent})" : "")}"
        + (attribute.Note.Length > 0 ? $": {attribute.Note}" : "");

    private static string Form(OperatorDefinition definition)
    {
        var read = PropertyRecorder.Of(definition);
        var required = definition.Attributes.Select(a => a.Name).Where(name => read[name].Default is null);
        var properties = definition.Attributes.Select(
            a => $",\n              \"{a.Name}\": {{ {Description(a, read[a.Name])}{read[a.Name].Schema} }}");
        return $$"""
                  {
                    "type": "object",
                    "required": [{{string.Join(", ", new[] { "op", "inputs", "outputs" }.Concat(required).Select(r => $"\"{r}\""))}}],
                    "additionalProperties": false,
                    "properties": {
                      "op": { "enum": [KINDS] },
        {{Common}}{{string.Concat(properties)}}
                    }
                  }
        """;
    }

    private static string Description(OperatorAttribute attribute, RecordedProperty read)
    {
        var absent = read.Default is { Length: > 0 } value ? $"{value} when absent" : "";
        var text = string.Join("; ", new[] { attribute.Note, read.Meaning, absent }.Where(t => t.Length > 0));
        return text.Length == 0 ? "" : $"\"description\": \"{char.ToUpperInvariant(text[0])}{text[1..]}.\", ";
    }
}
