using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>Assembles the graph of one parsed description.</summary>
internal sealed class DescriptionReader(DescriptionErrors errors, SourcePlaces places, Func<string, ReadOnlyMemory<byte>?> openSibling)
{
    /// <summary>Largest number that a tensor or operator can be given with <c>id</c>.</summary>
    public const int LargestId = 999_999;

    private readonly NamedTensors _names = new(errors);
    private readonly List<TensorId> _constants = [];

    public static ImmutableArray<string> Properties { get; } =
        [Words.FormatVersionProperty, "$schema", "name", "weights", "inputs", "outputs", "states", "tensors", "operators"];

    /// <summary>Every property of a state.</summary>
    public static ImmutableArray<string> StateProperties { get; } = ["current", "next", "initial"];

    /// <summary>The graph; null when something was reported.</summary>
    public Graph? Read(JsonValue root)
    {
        var top = new ObjectReader(root, "the description", Properties, errors);
        if (top.Require(Words.FormatVersionProperty) is { } version
            && (!version.TryGetInt64(out var number) || number != Words.FormatVersion))
        {
            // What a later version means is unknown: no other complaint would be reliable.
            errors.Add(version, at => ImportDiagnostics.FormatVersion(at, version.Describe(), Words.FormatVersion));
            return null;
        }

        var name = top.RequireString("name");
        var tensors = ReadTensors(top);
        var inputs = ReadBorder(top, "inputs");
        var states = ReadStates(top);
        var operators = ReadOperators(top, [.. inputs, .. states.Select(s => s.Current)]);
        var outputs = ReadBorder(top, "outputs");
        if (name is { Length: 0 })
            top.ReportKind(top.Find("name")!.Value, "name", "a name that is not empty");
        return errors.Any ? null : new Graph(name!, tensors, operators, inputs, outputs, states);
    }

    private ImmutableArray<Tensor> ReadTensors(ObjectReader top)
    {
        var weights = WeightsFile.Open(top, openSibling);
        var reader = new TensorReader(errors, weights);
        var tensors = ImmutableArray.CreateBuilder<Tensor>();
        var nextId = 0;
        foreach (var value in top.RequireArray("tensors"))
        {
            var entry = new ObjectReader(value, "a tensor", TensorReader.Properties, errors);
            if (entry.RequireString("name") is not { } name)
                continue;
            entry = entry.Named($"tensor '{name}'");
            var id = entry.FindInt32("id", nextId, nextId, LargestId);
            nextId = id + 1;
            var tensor = reader.Read(entry, new TensorId(id), name);
            _names.Add(name, entry.Find("name")!.Value, tensor);
            if (tensor is not null)
            {
                tensors.Add(tensor);
                places.Add(tensor.Id, value);
            }

            if (entry.Find("data") is { } data)
                AddConstant(top, data, new TensorId(id));
        }

        return tensors.ToImmutable();
    }

    /// <summary>A constant without data that can be read is still a constant: operators that read it are not wrong too.</summary>
    private void AddConstant(ObjectReader top, JsonValue data, TensorId id)
    {
        if (_constants.Count == 0 && top.Find("weights") is null)
            errors.Add(data, at => ImportDiagnostics.MissingProperty(at, "the description, which has constants,", "weights"));
        _constants.Add(id);
    }

    private ImmutableArray<StateVariable> ReadStates(ObjectReader top)
    {
        var states = ImmutableArray.CreateBuilder<StateVariable>();
        foreach (var value in top.Find("states") is { } list ? top.RequireArray("states") : [])
        {
            var entry = new ObjectReader(value, "a state", StateProperties, errors);
            ImmutableArray<Tensor?> tensors =
                [.. StateProperties.Select(p => entry.Require(p) is { } name ? _names.Resolve(name, $"'{p}' of a state") : null)];
            if (tensors is not [{ } current, { } next, { } initial])
                continue;
            if (!initial.IsConstant || !SameKind(current, next) || !SameKind(current, initial))
                errors.Add(value, at =>
                    ImportDiagnostics.WrongValue(at, "a state needs three tensors of one type, shape and scale, the initial one constant"));
            states.Add(new StateVariable(current.Id, next.Id, initial.Id));
        }

        return states.ToImmutable();
    }

    private static bool SameKind(Tensor a, Tensor b) =>
        a.Type == b.Type && a.Shape.Equals(b.Shape) && Equals(a.Quantization, b.Quantization);

    private ImmutableArray<TensorId> ReadBorder(ObjectReader top, string property)
    {
        var references = top.RequireArray(property);
        if (references.IsEmpty && top.Find(property) is { Kind: JsonKind.Array } list)
            errors.Add(list, at => ImportDiagnostics.TensorCount(at, "the description", property, 0, "at least 1"));
        return [.. references.Select(r => _names.Resolve(r, $"an item of '{property}'")).Where(t => t is not null).Select(t => t!.Id)];
    }

    private ImmutableArray<Operator> ReadOperators(ObjectReader top, ImmutableArray<TensorId> inputs)
    {
        var reader = new OperatorReader(_names, errors);
        foreach (var id in _constants.Concat(inputs))
            reader.MakeAvailable(id);
        var operators = ImmutableArray.CreateBuilder<Operator>();
        var ids = new HashSet<OperatorId>();
        foreach (var value in top.RequireArray("operators"))
        {
            if (reader.Read(value, operators.Count) is not { } op)
                continue;
            operators.Add(op);
            places.Add(op.Id, value);
            if (!ids.Add(op.Id))
                errors.Add(value, at => ImportDiagnostics.DuplicateName(at, $"operator id {op.Id.Value}"));
        }

        return operators.ToImmutable();
    }
}
