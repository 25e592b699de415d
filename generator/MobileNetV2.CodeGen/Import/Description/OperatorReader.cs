using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Reads the entries of <c>operators</c>, in running order: each reads only what is there by then.</summary>
internal sealed class OperatorReader(NamedTensors tensors, DescriptionErrors errors)
{
    private static readonly ImmutableArray<string> CommonProperties = ["op", "id", "inputs", "outputs"];

    private readonly HashSet<TensorId> _available = [];

    /// <summary>Every property that an operator of this kind may have.</summary>
    public static IEnumerable<string> PropertiesOf(OperatorDefinition definition) =>
        CommonProperties.Concat(definition.Attributes.Select(a => a.Name));

    /// <summary>Network inputs and constants exist before the first operator.</summary>
    public void MakeAvailable(TensorId id) => _available.Add(id);

    /// <summary>The operator; null after reporting what is wrong with it.</summary>
    public Operator? Read(JsonValue value, int position)
    {
        if (KindOf(value) is not { } kind)
        {
            AssumeOutputs(value);
            return null;
        }

        var definition = OperatorCatalog.ByKind[kind];
        var reader = new ObjectReader(value, kind, PropertiesOf(definition), errors);
        var id = new OperatorId(reader.FindInt32("id", position, 0, DescriptionReader.LargestId));
        var inputs = References(reader, "inputs", definition.Inputs);
        var outputs = References(reader, "outputs", definition.Outputs);
        CheckOrder(reader, inputs, outputs);
        if (inputs.Contains(null) || outputs.Contains(null) || inputs.Length < Operand.Count(definition.Inputs).Least || outputs.IsEmpty)
            return null;
        var origin = new OperatorOrigin(kind, id, [.. inputs.Select(t => t!.Id)], [.. outputs.Select(t => t!.Id)]);
        return definition.Create(origin, new JsonAttributes([.. inputs.Select(t => t!.Shape)], reader));
    }

    private string? KindOf(JsonValue value)
    {
        if (value.Kind != JsonKind.Object)
        {
            errors.Add(value, at => ImportDiagnostics.WrongValue(at, $"an operator is {value.Describe()}, expected is an object"));
            return null;
        }

        var kind = value.Properties().Where(p => p.Name.GetString() == "op").Select(p => (JsonValue?)p.Value).FirstOrDefault();
        if (kind is not { } at)
            errors.Add(value, where => ImportDiagnostics.MissingProperty(where, "operator", "op"));
        else if (at.Kind == JsonKind.String && OperatorCatalog.ByKind.ContainsKey(at.GetString()))
            return at.GetString();
        else
            errors.Add(at, where => ImportDiagnostics.UnknownWord(where, "'op'", at.Describe(), OperatorCatalog.Kinds));
        return null;
    }

    /// <summary>What an unreadable operator would have written counts as written: those that read it are not wrong too.</summary>
    private void AssumeOutputs(JsonValue value)
    {
        if (value.Kind != JsonKind.Object)
            return;
        var outputs = value.Properties().Where(p => p.Name.GetString() == "outputs" && p.Value.Kind == JsonKind.Array);
        foreach (var tensor in outputs.SelectMany(p => p.Value.Items()).Select(tensors.Find).OfType<Tensor>())
            _available.Add(tensor.Id);
    }

    private ImmutableArray<Tensor?> References(ObjectReader reader, string property, ImmutableArray<Operand> operands)
    {
        var (least, most) = Operand.Count(operands);
        if (reader.Require(property) is not { } list)
            return [];
        var references = reader.RequireArray(property);
        if (list.Kind == JsonKind.Array && (references.Length < least || references.Length > most))
        {
            var expected = least == most ? $"{least}" : most == int.MaxValue ? $"at least {least}" : $"{least} to {most}";
            errors.Add(list, at => ImportDiagnostics.TensorCount(at, reader.What, property, references.Length, expected));
            return [];
        }

        return [.. references.Select(r => tensors.Resolve(r, $"an item of '{property}' of {reader.What}"))];
    }

    private void CheckOrder(ObjectReader reader, ImmutableArray<Tensor?> inputs, ImmutableArray<Tensor?> outputs)
    {
        foreach (var (input, reference) in inputs.Zip(reader.Items("inputs")))
        {
            if (input is not null && !_available.Contains(input.Id))
                errors.Add(reference, at => ImportDiagnostics.NotYetWritten(at, reader.What, reference.Describe()));
        }

        foreach (var (output, reference) in outputs.Zip(reader.Items("outputs")))
        {
            if (output is not null && !_available.Add(output.Id))
                errors.Add(reference, at => ImportDiagnostics.WrittenTwice(at, reader.What, reference.Describe()));
        }
    }
}
