using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>
/// Networks that were trained in another order of dimensions have a TRANSPOSE before and behind every operator that wants channels last.
/// Each one moves behind the operators that do not care, until it meets its inverse; both are then nothing. What does not end with fewer
/// elements moved stays as it was.
/// </summary>
internal sealed class MoveTransposes : IPass
{
    public string Name => "move-transposes";

    public Graph Run(Graph graph, PassContext context)
    {
        if (!graph.Operators.OfType<Transpose>().Skip(1).Any())
            return graph;
        var edit = new GraphEditor(graph);

        // Every step takes a TRANSPOSE nearer to the end, or takes one away.
        while (edit.Operators.OfType<Transpose>().Any(t => Step(edit, t)))
        {
        }

        var moved = edit.ToGraph();
        return Elements(moved) < Elements(graph) ? moved : graph;
    }

    /// <summary>Elements that a TRANSPOSE moves: those that only move dimensions of 1 move none.</summary>
    private static long Elements(Graph graph) =>
        graph.Operators.OfType<Transpose>().Where(t => !KeepsOrder(graph[t.Input].Shape, t))
            .Sum(t => (long)graph[t.Input].Shape.ElementCount);

    private static bool KeepsOrder(Shape input, Transpose transpose)
    {
        int[] moved = [.. transpose.Permutation.Where(axis => input[axis] != 1)];
        return moved.SequenceEqual(moved.Order());
    }

    private static bool Step(GraphEditor edit, Transpose transpose)
    {
        var readers = edit.ReadersOf(transpose.Output).DistinctBy(o => o.Id).ToList();
        if (readers.OfType<Transpose>().FirstOrDefault() is { } next)
        {
            if (readers.Count == 1 && !edit.IsOutput(transpose.Output))
                edit.Remove(transpose);
            edit.Replace(next with
            {
                Inputs = transpose.Inputs,
                Permutation = [.. next.Permutation.Select(axis => transpose.Permutation[axis])],
            });
            return true;
        }

        if (edit.IsOutput(transpose.Output) || readers is not [var reader])
            return false;
        switch (reader)
        {
            case TableOperator or Relu or Quantize or Dequantize:
                Exchange(edit, transpose, reader, reader with { Inputs = transpose.Inputs });
                return true;
            case Pad pad:
                Exchange(edit, transpose, reader, pad with
                {
                    Inputs = transpose.Inputs,
                    Before = Undone(transpose, pad.Before),
                    After = Undone(transpose, pad.After),
                });
                return true;
            case Concatenation concatenation:
                return Sources(edit, transpose, reader) is { } parts
                    && Exchange(edit, transpose, reader, concatenation with
                    {
                        Inputs = parts,
                        Axis = transpose.Permutation[concatenation.Axis]
                    });
            case BinaryOperator:
                return Sources(edit, transpose, reader) is { } sides && Exchange(edit, transpose, reader, reader with { Inputs = sides });
            case Mean mean:
                return Reduce(edit, transpose, mean);
            default:
                return false;
        }
    }

    /// <summary>The operator computes on what goes into the TRANSPOSE, which turns its result instead.</summary>
    private static bool Exchange(GraphEditor edit, Transpose transpose, Operator reader, Operator moved)
    {
        var output = edit[reader.Output];
        var inner = edit.Add(output with { Name = output.Name + "_moved", Shape = new Shape(Undone(transpose, output.Shape.Dimensions)) });
        var turns = reader.Inputs.Distinct().Select(edit.ProducerOf).OfType<Transpose>().OrderBy(edit.PositionOf).ToList();
        foreach (var other in turns.SkipLast(1))
            edit.Remove(other);
        edit.ReplaceCrosswise(turns[^1] with { Inputs = [inner], Outputs = reader.Outputs }, moved with { Outputs = [inner] });
        return true;
    }

    /// <summary>
    /// All inputs of an operator before they are turned: other ones must come from a TRANSPOSE of the same kind that nobody else reads, or
    /// be constants, which are turned back here.
    /// </summary>
    private static ImmutableArray<TensorId>? Sources(GraphEditor edit, Transpose transpose, Operator reader)
    {
        var sources = ImmutableArray.CreateBuilder<TensorId>();
        foreach (var id in reader.Inputs)
        {
            if (edit[id].IsConstant && reader is BinaryOperator && edit[id].Shape.Rank <= transpose.Permutation.Length)
                sources.Add(id);
            else if (edit.ProducerOf(id) is Transpose other
                && other.Permutation.SequenceEqual(transpose.Permutation)
                && !edit.IsOutput(id)
                && edit.ReadersOf(id).All(o => o.Id == reader.Id))
                sources.Add(other.Input);
            else
                return null;
        }

        for (var i = 0; i < sources.Count; i++)
        {
            if (edit[sources[i]] is { IsConstant: true } constant)
                sources[i] = Turned(edit, transpose, constant);
        }

        return sources.ToImmutable();
    }

    /// <summary>A constant that broadcasts against the TRANSPOSE's input as it did against its output.</summary>
    private static TensorId Turned(GraphEditor edit, Transpose transpose, Tensor constant)
    {
        if (constant.Shape.ElementCount == 1)
            return constant.Id;
        var missing = transpose.Permutation.Length - constant.Shape.Rank;
        var full = new Shape([.. Enumerable.Repeat(1, missing), .. constant.Shape.Dimensions]);
        var shape = new Shape(Undone(transpose, full.Dimensions));
        var strides = Undone(transpose, [.. Offsets.Strides(full)]);
        var bytes = new byte[constant.SizeBytes];
        Operators.Elements.Gather(constant.Data!.Value.Span, Offsets.Walk(shape, strides.AsSpan()), bytes, constant.Type.SizeBytes());
        return edit.Add(constant with { Shape = shape, Data = bytes });
    }

    /// <summary>A MEAN folds the dimensions where they come from; those that stay keep their order, or it stays as it is.</summary>
    private static bool Reduce(GraphEditor edit, Transpose transpose, Mean mean)
    {
        ImmutableArray<int> axes = [.. mean.Axes.Select(axis => transpose.Permutation[axis]).Order()];
        if (edit[mean.Output].Shape.Rank == transpose.Permutation.Length)
            return Exchange(edit, transpose, mean, mean with { Inputs = transpose.Inputs, Axes = axes });
        int[] kept = [.. transpose.Permutation.Where((_, axis) => !mean.Axes.Contains(axis))];
        if (!kept.SequenceEqual(kept.Order()))
            return false;
        edit.Remove(transpose);
        edit.Replace(mean with { Inputs = transpose.Inputs, Axes = axes });
        return true;
    }

    /// <summary>One number for each dimension of the output, in the order of the input.</summary>
    private static ImmutableArray<int> Undone(Transpose transpose, ImmutableArray<int> values)
    {
        var result = new int[values.Length];
        for (var axis = 0; axis < values.Length; axis++)
            result[transpose.Permutation[axis]] = values[axis];
        return [.. result];
    }
}
