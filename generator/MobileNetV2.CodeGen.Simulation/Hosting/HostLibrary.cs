using System.Runtime.InteropServices;

namespace MobileNetV2.CodeGen.Simulation.Hosting;

/// <summary>A shared library of a generated model in this process, with static memory of its own.</summary>
internal sealed unsafe class HostLibrary : IDisposable
{
    private readonly string _path;
    private readonly StepCallback _callback;
    private nint _handle;
    private Action<int>? _onStep;

    /// <param name="library">Copied first: the system loads a file once only, but every instance needs an arena of its own.</param>
    public HostLibrary(string library)
    {
        _path = Path.Combine(Path.GetTempPath(), $"mnv2-{Guid.NewGuid():N}.library");
        File.Copy(library, _path);
        _handle = NativeLibrary.Load(_path);
        // A loaded library needs its file no more, except on Windows.
        if (!OperatingSystem.IsWindows())
            File.Delete(_path);
        _callback = OnStep;
        ((delegate* unmanaged<nint, void>)Export("mnv2_library_on_step"))(Marshal.GetFunctionPointerForDelegate(_callback));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void StepCallback(nuint step);

    public int Prepare() => Call("mnv2_model_prepare");

    /// <returns>The model's status.</returns>
    public int Run(Action<int>? onStep) => Watched(onStep, () => Call("mnv2_model_run"));

    public int BeginRows() => Call("mnv2_rows_begin");

    public int PushRows(ReadOnlySpan<byte> rows, int count)
    {
        fixed (byte* first = rows)
            return ((delegate* unmanaged<byte*, nuint, int>)Export("mnv2_rows_push"))(first, (nuint)count);
    }

    public int FinishRows() => Call("mnv2_rows_finish");

    public Span<byte> Input(int sizeBytes) => new(Pointer("mnv2_library_input"), sizeBytes);

    public ReadOnlySpan<byte> Output(int sizeBytes) => new(Pointer("mnv2_library_output"), sizeBytes);

    public ReadOnlySpan<byte> Arena(int arena, int offsetBytes, int sizeBytes)
    {
        var address = ((delegate* unmanaged<uint, byte*>)Export("mnv2_model_arena"))((uint)arena);
        return new(address + offsetBytes, sizeBytes);
    }

    public void Dispose()
    {
        if (_handle == 0)
            return;
        NativeLibrary.Free(_handle);
        _handle = 0;
        File.Delete(_path);
    }

    private int Watched(Action<int>? onStep, Func<int> run)
    {
        _onStep = onStep;
        var status = run();
        _onStep = null;
        return status;
    }

    private void OnStep(nuint step) => _onStep?.Invoke((int)step);

    private int Call(string function) => ((delegate* unmanaged<int>)Export(function))();

    private byte* Pointer(string function) => ((delegate* unmanaged<byte*>)Export(function))();

    private nint Export(string function)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        return NativeLibrary.GetExport(_handle, function);
    }
}
