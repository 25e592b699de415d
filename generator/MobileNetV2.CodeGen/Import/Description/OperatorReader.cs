using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Reads the entries of <c>operators</c>, in running order: each reads only what is there by then.</summary>
internal sealed class OperatorReader(NamedTensors tensors, DescriptionErrors errors)
{
    private readonly HashSet<TensorId> _available = [];

    /// <summary>Network inputs and constants exist before the first operator.</summary>
    public void MakeAvailable(TensorId id) => _available.Add(id);

    /// <summary>The operator; null after reporting what is wrong with it.</summary>
    public Operator? Read(JsonValue value, int position)
    {
        if (FormOf(value) is not { } form)
        {
            AssumeOutputs(value);
            return null;
        }

        var reader = new ObjectReader(value, form.Kind, OperatorForms.PropertiesOf(form), errors);
        var id = new OperatorId(reader.FindInt32("id", position, 0, DescriptionReader.LargestId));
        var inputs = References(reader, "inputs", form.LeastInputs, form.MostInputs);
        var outputs = References(reader, "outputs", 1, 1);
        CheckOrder(reader, inputs, outputs);
        if (inputs.Contains(null) || outputs.Contains(null) || inputs.Length < form.LeastInputs || outputs.IsEmpty)
            return null;
        return form.Build(new OperatorAttributes(id, [.. inputs.Select(t => t!)], [.. outputs.Select(t => t!)], reader));
    }

    private OperatorForm? FormOf(JsonValue value)
    {
        if (value.Kind != JsonKind.Object)
        {
            errors.Add(value, at => ImportDiagnostics.WrongValue(at, $"an operator is {value.Describe()}, expected is an object"));
            return null;
        }

        var kind = value.Properties().Where(p => p.Name.GetString() == "op").Select(p => (JsonValue?)p.Value).FirstOrDefault();
        if (kind is not { } at)
            errors.Add(value, where => ImportDiagnostics.MissingProperty(where, "operator", "op"));
        else if (at.Kind == JsonKind.String && OperatorForms.ByKind.TryGetValue(at.GetString(), out var form))
            return form;
        else
            errors.Add(at, where => ImportDiagnostics.UnknownWord(where, "'op'", at.Describe(), OperatorForms.Kinds));
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

    private ImmutableArray<Tensor?> References(ObjectReader reader, string property, int least, int most)
    {
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
