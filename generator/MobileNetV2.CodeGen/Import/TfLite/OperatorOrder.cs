using System.Collections.Immutable;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Files should list operators in running order, but some writers do not.</summary>
internal static class OperatorOrder
{
    /// <summary>Indices of operators: each after those whose results it reads, otherwise in the file's order.
    /// Operators of a cycle come last; the validator names them.</summary>
    public static ImmutableArray<int> Of(ImmutableArray<OperatorTable> operators)
    {
        var producers = new Dictionary<int, int>();
        for (var i = 0; i < operators.Length; i++)
        {
            foreach (var output in operators[i].Outputs)
                producers.TryAdd(output, i);
        }

        var readers = new List<int>[operators.Length];
        var waitingFor = new int[operators.Length];
        for (var i = 0; i < operators.Length; i++)
        {
            foreach (var input in operators[i].Inputs)
            {
                if (!producers.TryGetValue(input, out var producer))
                    continue;
                (readers[producer] ??= []).Add(i);
                waitingFor[i]++;
            }
        }

        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < operators.Length; i++)
        {
            if (waitingFor[i] == 0)
                ready.Enqueue(i, i);
        }

        var sorted = ImmutableArray.CreateBuilder<int>(operators.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            sorted.Add(next);
            foreach (var reader in readers[next] ?? [])
            {
                if (--waitingFor[reader] == 0)
                    ready.Enqueue(reader, reader);
            }
        }

        sorted.AddRange(Enumerable.Range(0, operators.Length).Where(i => waitingFor[i] > 0));
        return sorted.ToImmutable();
    }
}
