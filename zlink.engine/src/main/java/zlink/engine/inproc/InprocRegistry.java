package zlink.engine.inproc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.EndpointUnavailableException;

/** The inproc names of one context: who is bound, and who waits for somebody to bind. Any thread. */
public final class InprocRegistry {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, InprocBinding> bound = new HashMap<>();   // guarded by lock
    private final List<InprocConnecting> waiting = new ArrayList<>();   // guarded by lock, oldest first
    private boolean closed; // guarded by lock: nobody will bind any more

    /** Takes a name, and returns who has been waiting for it. */
    List<InprocConnecting> bind(InprocBinding binding) {
        String name = binding.endpoint().address();
        lock.lock();
        try {
            if (bound.putIfAbsent(name, binding) != null) {
                throw new EndpointUnavailableException(binding.endpoint(), "cannot bind: name in use; taken are "
                        + new TreeSet<>(bound.keySet()));
            }
            List<InprocConnecting> comers = new ArrayList<>();
            for (Iterator<InprocConnecting> all = waiting.iterator(); all.hasNext();) {
                InprocConnecting connecting = all.next();
                if (connecting.endpoint().address().equals(name)) {
                    all.remove();
                    comers.add(connecting);
                }
            }
            return comers;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a name back. */
    void unbind(InprocBinding binding) {
        lock.lock();
        try {
            bound.remove(binding.endpoint().address(), binding);
        } finally {
            lock.unlock();
        }
    }

    /** Who is bound to the name, or null: then the caller waits for a bind, or is told that none will come. */
    InprocBinding find(InprocConnecting connecting) {
        lock.lock();
        try {
            InprocBinding binding = bound.get(connecting.endpoint().address());
            if (binding != null) {
                return binding;
            }
            if (!closed) {
                waiting.add(connecting);
                return null;
            }
        } finally {
            lock.unlock();
        }
        connecting.giveUp();
        return null;
    }

    /**
     * All sockets of the context are closing, so none of them will bind: whoever waits for that need not linger.
     */
    public void closeWaiting() {
        List<InprocConnecting> inVain;
        lock.lock();
        try {
            closed = true;
            inVain = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        inVain.forEach(InprocConnecting::giveUp);
    }

    /** Stops waiting; false if it did not wait, because it has been or is being joined. */
    boolean withdraw(InprocConnecting connecting) {
        lock.lock();
        try {
            return waiting.remove(connecting);
        } finally {
            lock.unlock();
        }
    }
}
