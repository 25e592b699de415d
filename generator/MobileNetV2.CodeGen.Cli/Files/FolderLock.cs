using System.Security.Cryptography;
using System.Text;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>Of several processes of a user that write into one folder, one does so at a time: parallel builds share folders.</summary>
internal sealed class FolderLock : IDisposable
{
    private const int OneLookMilliseconds = 100;

    private readonly Mutex? _mutex;

    private FolderLock(Mutex? mutex) => _mutex = mutex;

    /// <summary>Waits until no other process holds <paramref name="folder"/>. To be released by the same thread.</summary>
    /// <param name="folder">A full path.</param>
    /// <exception cref="OperationCanceledException">Another process holds it, and the user does not want to wait.</exception>
    public static FolderLock Take(string folder, CancellationToken cancellation)
    {
        Mutex mutex;
        try
        {
            var name = "mnv2c-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 16));
            mutex = new Mutex(name, new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
        }
        catch (Exception e) when (FileWriting.IsFileTrouble(e))
        {
            // Where the system keeps such locks nothing can be written; a compile that is alone needs none.
            return new(null);
        }

        try
        {
            while (!mutex.WaitOne(OneLookMilliseconds))
                cancellation.ThrowIfCancellationRequested();
        }
        catch (AbandonedMutexException)
        {
            // The process that held it was killed. What it left half done is made anew.
        }

        catch (OperationCanceledException)
        {
            mutex.Dispose();
            throw;
        }

        return new(mutex);
    }

    public void Dispose()
    {
        _mutex?.ReleaseMutex();
        _mutex?.Dispose();
    }
}
