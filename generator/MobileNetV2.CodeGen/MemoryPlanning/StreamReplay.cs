using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;
using MobileNetV2.CodeGen.Scheduling.Streaming;

namespace MobileNetV2.CodeGen.MemoryPlanning;

/// <summary>
/// Replays a stream as its generated code runs it, from the order of tiles and the final offsets, byte by byte: every byte of the arena
/// remembers (in runs) which byte of which tensor was written there last, and every read must find what it is meant to read. Every tile
/// must be computed once. Knows nothing of how the order, rings and overlaps were derived.
/// </summary>
internal sealed class StreamReplay
{
    /// <summary>More than any tensor has bytes.</summary>
    private const long TagsOfOne = 0x100_0000_0000L;

    private readonly KernelProgram _program;
    private readonly LoweredStep _step;
    private readonly StreamCode _stream;
    private readonly MemoryPlan _plan;
    private readonly long[] _arenaBase;
    private readonly ByteOwners _owners = new();
    private readonly Dictionary<BufferId, long> _bufferTag = [];
    private readonly Dictionary<TensorId, Place> _places = [];
    private readonly List<(long Address, long Bytes)> _reads = [];
    private readonly int[] _pixelsComputed;
    private readonly long[] _expandedTag;
    private int _rowsPushed;
    private long _lastTag;

    private StreamReplay(KernelProgram program, LoweredStep step, MemoryPlan plan)
    {
        _program = program;
        _step = step;
        _stream = step.Stream!;
        _plan = plan;
        _arenaBase = new long[plan.ArenaBytes.Length];
        for (var i = 1; i < _arenaBase.Length; i++)
            _arenaBase[i] = _arenaBase[i - 1] + plan.ArenaBytes[i - 1];
        _pixelsComputed = new int[_stream.Stages.Length];
        _expandedTag = new long[_stream.Stages.Length];
    }

    /// <summary>The first thing that goes wrong, for people; null when every read finds what it should.</summary>
    public static string? FirstProblem(KernelProgram program, MemoryPlan plan)
    {
        var bornAt = program.Buffers.ToLookup(b => b.FirstStep);
        var live = new List<ArenaBuffer>();
        foreach (var step in program.Steps)
        {
            live.RemoveAll(b => b.LastStep < step.Index);
            live.AddRange(bornAt[step.Index]);
            if (step.Stream is not null && new StreamReplay(program, step, plan).Run(live) is { } problem)
                return problem;
        }

        return null;
    }

    /// <param name="live">All buffers that are in use while the step runs.</param>
    private string? Run(List<ArenaBuffer> live)
    {
        if (live.FirstOrDefault(LeavesItsArena) is { } outside)
            return $"step {_step.Index}: buffer '{outside.Name}' leaves its arena";
        // Sources that are views of one buffer are the same bytes under two names.
        foreach (var stores in _stream.Stores.Values.GroupBy(s => s.Buffer))
        {
            var tag = _bufferTag[stores.Key] = NewTag();
            foreach (var store in stores)
            {
                _places[store.Tensor] = new Place(
                    store, AddressOf(store.Buffer) + store.OffsetBytes, tag + store.OffsetBytes,
                    _program.Buffers[store.Buffer.Value].SizeBytes);
            }
        }

        // All that the stream writes is in buffers of its own: it can only harm what lies over them.
        var own = live.Where(b => IsOfStream(b.Id)).ToArray();
        var bystanders = live.Where(b => !IsOfStream(b.Id) && own.Any(o => ShareBytes(b, o))).ToArray();
        foreach (var buffer in bystanders)
            _owners.Fill(AddressOf(buffer.Id), buffer.SizeBytes, _bufferTag[buffer.Id] = NewTag());
        // Of a buffer that is read in parts, others may need the rest.
        foreach (var buffer in _stream.Chain.Sources.Where(s => s != _stream.Chain.PushedSource).Select(s => _stream.Stores[s].Buffer))
            _owners.Fill(AddressOf(buffer), SizeOf(buffer), _bufferTag[buffer]);
        foreach (var source in _stream.Chain.Sources.Where(s => s != _stream.Chain.PushedSource))
            WriteTile(source, 0, _stream.Stores[source].Height * _stream.Stores[source].Width);

        foreach (var symbol in _stream.Order.Expand())
        {
            var e = NextEvent(symbol);
            if ((e.Stage == StreamEvent.Push ? RunPush(e) : RunTile(e)) is { } problem)
                return $"step {_step.Index}, {Describe(e)}: {problem}";
        }

        if (WhatIsMissing() is { } missing)
            return $"step {_step.Index}, at its end: {missing}";
        foreach (var result in _stream.Chain.Results)
        {
            if (CheckRun(_places[result], 0, _stream.Stores[result].Height * _stream.Stores[result].Width) is { } problem)
                return $"step {_step.Index}, at its end: {problem}";
        }

        var kept = _stream.Chain.Sources.Where(_stream.Stores.ContainsKey).Select(s => _program.Buffers[_stream.Stores[s].Buffer.Value])
            .Where(b => b.LastStep > _step.Index);
        foreach (var buffer in bystanders.Concat(kept))
        {
            if (!_owners.Holds(AddressOf(buffer.Id), buffer.SizeBytes, _bufferTag[buffer.Id]))
                return $"step {_step.Index} overwrites buffer '{buffer.Name}', which others need";
        }

        return null;
    }

    /// <summary>The order only names stages: each computes its tiles one after the other,
    /// and the caller pushes one row after the other.</summary>
    private StreamEvent NextEvent(byte symbol)
    {
        if (symbol == OrderPhrases.Push)
            return new StreamEvent(StreamEvent.Push, _rowsPushed, 0, PushedShape.Width);
        var stage = _stream.Stages[symbol].Stage;
        var (row, column) = Math.DivRem(_pixelsComputed[symbol], stage.Columns.OutputLength);
        return new StreamEvent(symbol, row, column, Math.Min(column + stage.TileWidth, stage.Columns.OutputLength));
    }

    private string? WhatIsMissing()
    {
        for (var s = 0; s < _pixelsComputed.Length; s++)
        {
            var stage = _stream.Stages[s].Stage;
            if (_pixelsComputed[s] != stage.Rows.OutputLength * stage.Columns.OutputLength)
                return $"operator {stage.Operator} has computed {_pixelsComputed[s]} pixels, not "
                    + $"{stage.Rows.OutputLength * stage.Columns.OutputLength}";
        }

        return _stream.Chain.PushedSource is null || _rowsPushed == PushedShape.Height
            ? null
            : $"{_rowsPushed} rows were pushed, not {PushedShape.Height}";
    }

    private string? RunPush(StreamEvent e)
    {
        _reads.Clear();
        if (++_rowsPushed > PushedShape.Height)
            return "there is no such row";
        var pushed = _stream.Chain.PushedSource!.Value;
        return _stream.Stores.ContainsKey(pushed) ? WriteTile(pushed, e.Row * PushedShape.Width, e.EndColumn) : null;
    }

    private string? RunTile(StreamEvent e)
    {
        var code = _stream.Stages[e.Stage];
        var stage = code.Stage;
        var pixels = e.EndColumn - e.FirstColumn;
        if (e.Row >= stage.Rows.OutputLength)
            return "there is no such tile";
        _pixelsComputed[e.Stage] += pixels;
        _reads.Clear();
        SpoilScratch();
        if (code.Accumulator is { } sums)
        {
            var size = _program.Buffers[sums.Value].SizeBytes;
            if (e is { Row: 0, FirstColumn: 0 })
                _owners.Fill(AddressOf(sums), size, _bufferTag[sums] = NewTag());
            else if (!_owners.Holds(AddressOf(sums), size, _bufferTag[sums]))
                return "the sums were overwritten";
        }

        var first = (int)Math.Max(0, Origin(stage.Columns, e.FirstColumn));
        var end = (int)Math.Min(
            stage.Columns.InputLength,
            Origin(stage.Columns, e.EndColumn - 1) + ((stage.Columns.Size - 1L) * stage.Columns.Dilation) + 1);
        foreach (var input in stage.Inputs)
        {
            foreach (var (k, row) in RowsOfWindow(stage.Rows, e.Row))
            {
                var problem = code.Expansion is not null ? Expand(e, row, k) : first < end ? CheckRead(input, row, first, end) : null;
                if (problem is not null)
                    return problem;
            }
        }

        foreach (var (k, row) in code.Expansion is null || first >= end ? [] : RowsOfWindow(stage.Rows, e.Row))
        {
            if (CheckExpanded(e, row, k, first, end) is { } problem)
                return problem;
        }

        var output = stage.Operator.Output;
        var clash = !stage.Accumulates ? WriteTile(output, (e.Row * stage.Columns.OutputLength) + e.FirstColumn, pixels)
            : e.Row == stage.Rows.OutputLength - 1 && e.EndColumn == stage.Columns.OutputLength
                ? WriteTile(output, 0, _stream.Stores[output].Height * _stream.Stores[output].Width)
                : null;
        SpoilScratch();
        return clash;
    }

    /// <summary>The rows of a window that exist, and which of its rows they are.</summary>
    private static IEnumerable<(int K, int Row)> RowsOfWindow(StreamAxis rows, int position)
    {
        var top = Origin(rows, position);
        var above = Math.Min(rows.Size, top < 0 ? (-top + rows.Dilation - 1) / rows.Dilation : 0);
        for (var k = (int)above; k < rows.Size && top + (k * rows.Dilation) < rows.InputLength; k++)
            yield return (k, (int)(top + (k * rows.Dilation)));
    }

    /// <summary>Makes row <paramref name="k"/> of a tile's window, as the generated code does: what the tile before left, or what the first
    /// of a row computes ahead, then what is computed anew; and leaves the next tile the last columns.</summary>
    /// <param name="row">Of the tensor that is expanded.</param>
    private string? Expand(StreamEvent e, int row, int k)
    {
        var code = _stream.Stages[e.Stage];
        var expansion = code.Expansion!;
        var (carried, computed) = (expansion.Carried, expansion.Stage.TileWidth);
        var (place, begin, pixelBytes) = ExpandedRow(e, k);
        var left = carried is null ? 0 : AddressOf(carried.Buffer) + ((long)k * carried.RowBytes);
        if (carried is not null && left + carried.RowBytes > AddressOf(carried.Buffer) + SizeOf(carried.Buffer))
            return "columns are carried behind their buffer";
        if (carried is not null && e.FirstColumn > 0)
            _owners.Copy(left, place, carried.RowBytes);
        else if (carried?.Ahead is { TileWidth: var ahead } && Compute(0, ahead) is { } early)
            return early;
        var first = Math.Clamp(begin + (carried?.Columns ?? 0), 0, code.Stage.Columns.InputLength - computed);
        if (Compute(first, computed) is { } late)
            return late;
        if (carried is not null)
            _owners.Copy(place + ((long)computed * pixelBytes), left, carried.RowBytes);
        return null;

        string? Compute(int column, int pixels)
        {
            var (start, bytes) = (place + ((long)(column - begin) * pixelBytes), (long)pixels * pixelBytes);
            if (CheckRead(code.Stage.Inputs[0], row, column, column + pixels) is { } problem)
                return problem;
            if (start < AddressOf(expansion.Rows) || start + bytes > AddressOf(expansion.Rows) + SizeOf(expansion.Rows))
                return $"columns {column} to {column + pixels - 1} are expanded outside of their buffer";
            if (IsBeingRead(start, bytes))
                return $"columns {column} to {column + pixels - 1} are expanded over pixels that are being read";
            _owners.Fill(start, bytes, ExpandedTag(e.Stage, row, column, pixelBytes));
            return null;
        }
    }

    /// <summary>Columns [<paramref name="first"/>, <paramref name="end"/>) of such a row.</summary>
    private string? CheckExpanded(StreamEvent e, int row, int k, int first, int end)
    {
        var (place, begin, pixelBytes) = ExpandedRow(e, k);
        var (start, bytes) = (place + ((long)(first - begin) * pixelBytes), (long)(end - first) * pixelBytes);
        _reads.Add((start, bytes));
        return _owners.Holds(start, bytes, ExpandedTag(e.Stage, row, first, pixelBytes))
            ? null
            : $"columns {first} to {end - 1} of row {row} are not where the expansion has put them";
    }

    /// <summary>Where row <paramref name="k"/> of a tile's window is expanded to, the column that is at that address, and the bytes of one
    /// pixel.</summary>
    private (long Address, int Column, int PixelBytes) ExpandedRow(StreamEvent e, int k)
    {
        var (stage, expansion) = (_stream.Stages[e.Stage].Stage, _stream.Stages[e.Stage].Expansion!);
        var begin = (int)Origin(stage.Columns, e.FirstColumn);
        return (
            AddressOf(expansion.Rows) + ((long)k * expansion.RowBytes),
            expansion.Carried is null ? Math.Clamp(begin, 0, stage.Columns.InputLength - expansion.Stage.TileWidth) : begin,
            _program.Graph[expansion.Stage.Operator.Output].Shape.Channels);
    }

    private long ExpandedTag(int stage, int row, int column, int pixelBytes)
    {
        if (_expandedTag[stage] == 0)
            _expandedTag[stage] = NewTag();
        return _expandedTag[stage] + ((((long)row * _stream.Stages[stage].Stage.Columns.InputLength) + column) * pixelBytes);
    }

    /// <summary>Where the generated code lets a window begin.</summary>
    private static long Origin(StreamAxis axis, int position) =>
        (long)Math.Floor(((double)position * axis.Stride - axis.PaddingBefore) / axis.Divisor);

    /// <summary>Marks pixels as written, as the generated code does: one run from the first pixel's place,
    /// then the repeated pixels.</summary>
    private string? WriteTile(TensorId tensor, int firstPixel, int count)
    {
        var place = _places[tensor];
        var (store, address) = (place.Store, place.Address);
        var tag = place.Tag + ((long)firstPixel * store.PixelBytes);
        var begin = firstPixel % store.RingPixels;
        var (start, bytes) = (address + ((long)begin * store.PixelBytes), (long)count * store.PixelBytes);
        if (place.IsLeftBehind(begin + count) || place.IsLeftBehind(store.RingPixels + store.SlackPixels))
            return $"tensor {_program.Graph[tensor]} is written behind its buffer";
        if (IsBeingRead(start, bytes))
            return $"tensor {_program.Graph[tensor]} is written over pixels that the same kernel is reading";
        _owners.Fill(start, bytes, tag);
        if (store.SlackPixels == 0)
            return null;
        var end = begin + count;
        if (end > store.RingPixels)
            _owners.Copy(address + ((long)store.RingPixels * store.PixelBytes), address, (long)(end - store.RingPixels) * store.PixelBytes);
        if (begin < store.SlackPixels)
        {
            var repeated = (Math.Min(end, store.SlackPixels) - begin) * store.PixelBytes;
            _owners.Copy(start, address + ((long)(store.RingPixels + begin) * store.PixelBytes), repeated);
        }

        return null;
    }

    /// <summary>Columns [<paramref name="first"/>, <paramref name="end"/>) of a row; a tensor that is stored nowhere is the caller's, who
    /// gives the row that was pushed last.</summary>
    private string? CheckRead(TensorId tensor, int row, int first, int end)
    {
        if (_places.TryGetValue(tensor, out var place))
            return CheckRun(place, (row * place.Store.Width) + first, end - first);
        return tensor == _stream.Chain.PushedSource && row == _rowsPushed - 1
            ? null
            : $"row {row} of tensor {_program.Graph[tensor]} is read when the caller gives row {_rowsPushed - 1}";
    }

    private string? CheckRun(Place place, int firstPixel, int count)
    {
        var store = place.Store;
        var begin = firstPixel % store.RingPixels;
        var address = place.Address + ((long)begin * store.PixelBytes);
        var bytes = (long)count * store.PixelBytes;
        _reads.Add((address, bytes));
        return !place.IsLeftBehind(begin + count) && _owners.Holds(address, bytes, place.Tag + ((long)firstPixel * store.PixelBytes))
            ? null
            : $"pixels {firstPixel} to {firstPixel + count - 1} of tensor {_program.Graph[store.Tensor]} are not where they are read";
    }

    private bool IsBeingRead(long address, long bytes) => _reads.Exists(r => r.Address < address + bytes && address < r.Address + r.Bytes);

    private void SpoilScratch()
    {
        foreach (var buffer in new[] { _stream.Scratch, _stream.Expanded }.OfType<BufferId>())
            _owners.Clear(AddressOf(buffer), SizeOf(buffer));
    }

    /// <summary>Of the first byte of something; those of its other bytes follow.</summary>
    private long NewTag() => _lastTag += TagsOfOne;

    private Shape PushedShape => _program.Graph[_stream.Chain.PushedSource!.Value].Shape;

    private long AddressOf(BufferId id) => _arenaBase[_plan[id].Arena] + _plan[id].OffsetBytes;

    private int SizeOf(BufferId id) => _program.Buffers[id.Value].SizeBytes;

    private bool LeavesItsArena(ArenaBuffer buffer) =>
        _plan[buffer.Id].OffsetBytes < 0
            || (long)_plan[buffer.Id].OffsetBytes + buffer.SizeBytes > _plan.ArenaBytes[_plan[buffer.Id].Arena];

    private bool ShareBytes(ArenaBuffer a, ArenaBuffer b) =>
        AddressOf(a.Id) < AddressOf(b.Id) + b.SizeBytes && AddressOf(b.Id) < AddressOf(a.Id) + a.SizeBytes;

    private bool IsOfStream(BufferId id) =>
        id == _stream.Scratch || id == _stream.Expanded
        || _stream.Stores.Values.Any(s => s.Buffer == id)
        || _stream.Stages.Any(s => s.Accumulator == id || s.Expansion?.Carried?.Buffer == id);

    private string Describe(StreamEvent e) => e.Stage == StreamEvent.Push
        ? $"pushed row {e.Row}"
        : $"operator {_stream.Stages[e.Stage].Stage.Operator} row {e.Row}, columns {e.FirstColumn} to {e.EndColumn - 1}";

    /// <summary>Where a tensor is, looked up for every tile.</summary>
    /// <param name="Address">Of its first pixel.</param>
    /// <param name="Tag">Of the byte that belongs there.</param>
    private sealed record Place(LineStore Store, long Address, long Tag, int BufferBytes)
    {
        /// <summary>Whether pixels before that one lie behind the buffer's end.</summary>
        public bool IsLeftBehind(int endPixel) => Store.OffsetBytes + ((long)endPixel * Store.PixelBytes) > BufferBytes;
    }
}
